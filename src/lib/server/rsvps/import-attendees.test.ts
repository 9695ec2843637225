import { expect, test } from 'vitest';
import { mailKinds, publishPanel, registerAll } from '../../../../tests/support/attendees.ts';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { addStaff } from '../../../../tests/support/staff.ts';
import type { ImportedAttendee } from '../../schema/attendee-file.ts';
import { importAttendees } from './import-attendees.ts';

onBothDatabases('a list of attendees', (setUp) => {
  test('takes the seats in its order, then the end of the line', async () => {
    const { bring, context } = await prepare(setUp, 2);
    expect(await bring(['ana', 'beto', 'carla'])).toEqual({
      ok: true,
      ...{ confirmed: 2, waitlisted: 1, known: 0 }
    });
    expect(await mailKinds(context)).toEqual(['confirmed', 'confirmed', 'waitlisted']);
    expect(await deeds(context)).toMatchObject([
      { what: 'attendees_imported', detail: '{"count":3,"mails":3}' }
    ]);
  });

  test('leaves who was there as they were, so that it can come twice', async () => {
    const { bring, context, eventId } = await prepare(setUp, 5);
    await registerAll(context, eventId, ['ana@example.org']);
    expect(await bring(['ana', 'beto'])).toMatchObject({ confirmed: 1, known: 1 });
    const before = await context.db.selectFrom('rsvps').selectAll().orderBy('id').execute();
    expect(await bring(['ana', 'beto'])).toMatchObject({ confirmed: 0, known: 2 });
    expect(await context.db.selectFrom('rsvps').selectAll().orderBy('id').execute()).toEqual(
      before
    );
    expect(await mailKinds(context)).toEqual(['confirmed', 'confirmed']);
  });

  test('mails nobody when it is told so', async () => {
    const { bring, context } = await prepare(setUp, 5);
    expect(await bring(['ana'], { mail: false })).toMatchObject({ confirmed: 1 });
    expect(await mailKinds(context)).toEqual([]);
  });

  test('with one party that can never sit together takes nobody', async () => {
    const { bring, context } = await prepare(setUp, 2);
    expect(await bring(['ana', 'beto'], { companions: 3 })).toEqual({
      ok: false,
      ...{ code: 'party_too_large', line: 3 }
    });
    expect(await context.db.selectFrom('rsvps').selectAll().execute()).toEqual([]);
    expect(await deeds(context)).toEqual([]);
  });

  test('is refused when the event is over', async () => {
    const { bring, context } = await prepare(setUp, 5);
    context.setNow('2027-01-01T00:00:00.000Z');
    expect(await bring(['ana'])).toEqual({ ok: false, code: 'ended' });
  });
});

async function prepare(setUp: () => Promise<TestContext>, capacity: number) {
  const context = await setUp();
  const eventId = await publishPanel(context, { capacity });
  const { id: staffId } = await addStaff(context, 'organizer');
  /** The last of the names has the companions. */
  const bring = (names: string[], { mail = true, companions = 0 } = {}) =>
    importAttendees(
      ...([context, staffId, eventId] as const),
      names.map((name, at) => attendee(name, at + 2, at === names.length - 1 ? companions : 0)),
      { mail }
    );
  return { context, eventId, bring };
}

function attendee(name: string, line: number, companions: number): ImportedAttendee {
  return {
    ...{ line, name, email: `${name}@example.org`, listen: 'es', lang: 'es' },
    ...{ needs: null, companions, pool: undefined }
  };
}

async function deeds(context: TestContext) {
  return await context.db
    .selectFrom('audit_log')
    .select(['what', 'detail'])
    .where('what', '=', 'attendees_imported')
    .execute();
}
