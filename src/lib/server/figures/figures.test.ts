import { expect, test } from 'vitest';
import { publishPanel, registerAll, registration } from '../../../../tests/support/attendees.ts';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { addQuestion } from '../../../../tests/support/questions.ts';
import { seedAttendees } from '../../../../tests/support/many-attendees.ts';
import { addStaff } from '../../../../tests/support/staff.ts';
import { countStatements } from '../../../../tests/support/statements.ts';
import { addPartner } from '../partners/save-partners.ts';
import { cancelRsvp } from '../rsvps/cancel-rsvp.ts';
import { checkIn } from '../rsvps/check-in.ts';
import { registerAttendee } from '../rsvps/register-attendee.ts';
import { loadFigures } from './load-figures.ts';

const FRAME = {
  zone: 'America/Mexico_City',
  startsAt: '2026-12-02T00:00:00.000Z',
  endsAt: '2026-12-02T01:30:00.000Z'
};

onBothDatabases('the figures of an event', (setUp) => {
  test('count RSVPs by the days of the place, also those without any', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    // Late on the 23rd in Mexico City.
    context.setNow('2026-11-24T05:30:00.000Z');
    const [token = ''] = await registerAll(context, eventId, ['ana@example.org']);
    context.setNow('2026-11-25T18:00:00.000Z');
    await registerAll(context, eventId, ['beto@example.org']);
    await cancelRsvp(context, token);
    const { growth } = await loadFigures(context, eventId, FRAME);
    expect(growth).toEqual([
      { day: '2026-11-23', joined: 1, left: 0, total: 1 },
      { day: '2026-11-24', joined: 0, left: 0, total: 1 },
      { day: '2026-11-25', joined: 1, left: 1, total: 1 }
    ]);
  });

  test('tell the seats held at the end of each day, and who waits', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context, { capacity: 1 });
    await registerAll(context, eventId, ['ana@example.org', 'beto@example.org']);
    const { seats, pools } = await loadFigures(context, eventId, FRAME);
    expect(seats).toEqual([{ day: '2026-11-24', taken: { stream: 1 } }]);
    expect(pools).toMatchObject([{ capacity: 1, taken: 1, waitingPeople: 1 }]);
  });

  test('blur a language that few listen in, and the other one with it', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    for (let index = 0; index < 14; index++)
      await registerAttendee(
        context,
        registration(eventId, { email: `p${index}@example.org`, listen: index < 2 ? 'en' : 'es' })
      );
    const { listening } = await loadFigures(context, eventId, FRAME);
    expect(listening).toEqual([
      { lang: 'es', count: { kind: 'hidden', people: null } },
      { lang: 'en', count: { kind: 'few', people: null } }
    ]);
  });

  test('tell by whose link RSVPs came, and of a link that few came by no number', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    expect((await loadFigures(context, eventId, FRAME)).sources).toEqual([]);
    const { id } = await addStaff(context, 'organizer');
    for (const name of ['Aurora', 'Brújula'])
      await addPartner(context, id, eventId, { added: { name, url: null } });
    for (let index = 0; index < 16; index++) {
      const via = index < 2 ? 'aurora' : index < 7 ? 'brujula' : null;
      const one = registration(eventId, { email: `p${index}@example.org` });
      await registerAttendee(context, { ...one, via });
    }
    const { sources } = await loadFigures(context, eventId, FRAME);
    expect(sources).toEqual([
      { partner: { name: 'Aurora', isFormer: false }, count: { kind: 'few', people: null } },
      { partner: { name: 'Brújula', isFormer: false }, count: { kind: 'hidden', people: null } },
      { partner: null, count: { kind: 'exact', people: 9 } }
    ]);
  });

  test('draw who was there online and who had come through the door', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    await registerAll(context, eventId, ['ana@example.org', 'beto@example.org']);
    const [online = '', door = ''] = await idsOf(context);
    await context.db
      .insertInto('attendance')
      .values({
        rsvp_id: online,
        event_id: eventId,
        first_seen: '2026-12-01T23:58:10.000Z',
        last_seen: '2026-12-02T00:20:40.000Z'
      })
      .execute();
    context.setNow('2026-12-02T00:06:00.000Z');
    const { id } = await addStaff(context, 'organizer');
    const decisions = [{ id: door, present: true, at: 0 }];
    await checkIn(context, id, eventId, { decisions, sent: 0 });
    const { attendance } = await loadFigures(context, eventId, FRAME);
    const at = (minute: number) => attendance.points.find((point) => point.minute === minute);
    expect(attendance.attended).toBe(2);
    expect(at(-5)).toEqual({ minute: -5, online: 0, door: 0 });
    expect(at(0)).toEqual({ minute: 0, online: 1, door: 0 });
    expect(at(10)).toEqual({ minute: 10, online: 1, door: 1 });
    expect(at(20)).toEqual({ minute: 20, online: 1, door: 1 });
    expect(at(25)).toEqual({ minute: 25, online: 0, door: 1 });
  });

  test('count questions by language and outcome, and how long askers waited', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    const answered = (created_at: string, answered_at: string) =>
      addQuestion(context, eventId, 'answered', { lang: 'es', created_at, answered_at });
    // Before the event, its wait begins with it; the second one waits for twenty minutes.
    await answered('2026-11-30T00:00:00.000Z', '2026-12-02T00:04:00.000Z');
    await answered('2026-12-02T00:10:00.000Z', '2026-12-02T00:30:00.000Z');
    await addQuestion(context, eventId, 'queued', { lang: 'en' });
    await addQuestion(context, eventId, 'waiting', { lang: 'en' });
    const { questions, answerTimes } = await loadFigures(context, eventId, FRAME);
    expect(questions).toMatchObject([
      { lang: 'es', outcomes: { answered: 2, open: 0, waiting: 0 } },
      { lang: 'en', outcomes: { answered: 0, open: 1, waiting: 1 } }
    ]);
    expect(answerTimes).toEqual({
      spans: [
        { upTo: 5, count: 1 },
        { upTo: 15, count: 0 },
        { upTo: 30, count: 1 },
        { upTo: 60, count: 0 },
        { upTo: null, count: 0 }
      ],
      median: 20
    });
  });

  test('hold nothing of anybody, and ask as often for many as for none', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    const none = await statementsOf(context, eventId);
    await seedAttendees(context, eventId, 300);
    expect(await statementsOf(context, eventId)).toBe(none);
    const text = JSON.stringify(await loadFigures(context, eventId, FRAME));
    expect(text).not.toMatch(/@|García|[0-9a-f]{8}-[0-9a-f]{4}/);
  });
});

async function idsOf(context: TestContext): Promise<string[]> {
  const rows = await context.db.selectFrom('rsvps').select('id').orderBy('id').execute();
  return rows.map(({ id }) => id);
}

async function statementsOf(context: TestContext, eventId: string): Promise<number> {
  const { counted, kinds } = countStatements(context);
  await loadFigures(counted, eventId, FRAME);
  return kinds.length;
}
