import { expect, test } from 'vitest';
import { mailKinds, publishPanel, registration } from '../../../../tests/support/attendees.ts';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { addStaff } from '../../../../tests/support/staff.ts';
import { registerAttendee } from './register-attendee.ts';
import { registerByHand } from './register-by-hand.ts';

onBothDatabases('an RSVP by hand', (setUp) => {
  test('takes a seat, then the end of the line, with a mail each', async () => {
    const { add, context } = await prepare(setUp, 1);
    expect(await add('ana@example.org')).toEqual({ ok: true, status: 'confirmed', known: false });
    expect(await add('beto@example.org')).toEqual({ ok: true, status: 'waitlisted', known: false });
    expect(await mailKinds(context)).toEqual(['confirmed', 'waitlisted']);
  });

  test('without a mail is an RSVP like any other', async () => {
    const { add, context } = await prepare(setUp, 1);
    expect(await add('ana@example.org', false)).toMatchObject({ status: 'confirmed' });
    expect(await mailKinds(context)).toEqual([]);
  });

  test('of a known address changes nothing and says what there is', async () => {
    const { add, context, eventId } = await prepare(setUp, 5);
    await registerAttendee(context, registration(eventId, { email: 'ana@example.org' }));
    expect(await add('Ana@Example.org')).toEqual({ ok: true, status: 'confirmed', known: true });
    expect(await mailKinds(context)).toEqual(['confirmed']);
    expect(await deeds(context)).toEqual([]);
  });

  test('says by whom in the log of seats and in the audit log, which names nobody', async () => {
    const { add, context, staffId } = await prepare(setUp, 5);
    await add('ana@example.org');
    const moves = await context.db.selectFrom('seat_log').select('by').execute();
    expect(moves).toEqual([{ by: `staff:${staffId}` }]);
    expect(await deeds(context)).toMatchObject([
      { what: 'attendee_added', actor: staffId, subject_id: null }
    ]);
    expect(JSON.stringify(await deeds(context))).not.toContain('ana');
  });

  test('is refused when the event is over', async () => {
    const { add, context } = await prepare(setUp, 5);
    context.setNow('2027-01-01T00:00:00.000Z');
    expect(await add('ana@example.org')).toEqual({ ok: false, code: 'ended' });
  });
});

async function prepare(setUp: () => Promise<TestContext>, capacity: number) {
  const context = await setUp();
  const eventId = await publishPanel(context, { capacity });
  const { id: staffId } = await addStaff(context, 'organizer');
  return {
    ...{ context, eventId, staffId },
    add: (email: string, mail = true) =>
      registerByHand(context, staffId, registration(eventId, { email }), { mail })
  };
}

async function deeds(context: TestContext) {
  return await context.db
    .selectFrom('audit_log')
    .selectAll()
    .where('what', '=', 'attendee_added')
    .execute();
}
