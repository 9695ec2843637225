import { expect, test } from 'vitest';
import { publishPanel, registerAll, registration } from '../../../../tests/support/attendees.ts';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { addStaff } from '../../../../tests/support/staff.ts';
import { matchGuests } from '../../schema/check-in.ts';
import { hashToken } from '../privacy/keys.ts';
import { cancelRsvp } from './cancel-rsvp.ts';
import { checkIn } from './check-in.ts';
import { countDoor, loadDoor } from './door.ts';
import { manageToken } from './manage-token.ts';
import { registerAttendee } from './register-attendee.ts';

const SENT = 1_000_000;

onBothDatabases('the door', (setUp) => {
  test('lets somebody in once, however often it is told', async () => {
    const { door, ana, came } = await atTheDoor(await setUp());
    expect(await door([{ id: ana, present: true, at: SENT }])).toEqual(['saved']);
    expect(await door([{ id: ana, present: true, at: SENT + 5 }])).toEqual(['known']);
    expect(await came()).toEqual([{ at: '2026-11-24T18:00:00.000Z', by: 'Rosario organizer' }]);
  });

  test('takes a mistake back, and nothing is left of it in the attendance', async () => {
    const { context, door, ana, came } = await atTheDoor(await setUp());
    await door([{ id: ana, present: true, at: SENT - 10 }]);
    expect(await attendance(context)).toEqual([ana]);
    await door([{ id: ana, present: false, at: SENT }]);
    expect(await came()).toEqual([]);
    expect(await attendance(context)).toEqual([]);
  });

  test('keeps who was in the room online when the door takes its own back', async () => {
    const { context, eventId, door, ana } = await atTheDoor(await setUp());
    await context.db
      .insertInto('attendance')
      .values({
        rsvp_id: ana,
        event_id: eventId,
        first_seen: '2026-11-24T17:00:00.000Z',
        last_seen: '2026-11-24T17:30:00.000Z'
      })
      .execute();
    await door([{ id: ana, present: true, at: SENT - 10 }]);
    await door([{ id: ana, present: false, at: SENT }]);
    expect(await attendance(context)).toEqual([ana]);
  });

  test('keeps who went online after the door, when the door takes its own back', async () => {
    const { context, door, ana } = await atTheDoor(await setUp());
    await door([{ id: ana, present: true, at: SENT - 10 }]);
    await context.db
      .updateTable('attendance')
      .set({ last_seen: '2026-11-24T18:20:00.000Z' })
      .execute();
    await door([{ id: ana, present: false, at: SENT }]);
    expect(await attendance(context)).toEqual([ana]);
  });

  test('believes the later of two doors, also when the earlier one is heard of later', async () => {
    const { context, door, ana, came } = await atTheDoor(await setUp());
    await door([{ id: ana, present: true, at: SENT - 600_000 }]);
    await door([{ id: ana, present: false, at: SENT }]);
    context.setNow('2026-11-24T18:30:00.000Z');
    // Decided half an hour ago on a phone without connection, whose clock is wrong by years.
    const late = { id: ana, present: true, at: 5 };
    expect(await door([late], 5 + 40 * 60_000)).toEqual(['known']);
    expect(await came()).toEqual([]);
  });

  test('takes a mistake back also when what was undone took longer to arrive', async () => {
    const { context, door, ana, came } = await atTheDoor(await setUp());
    context.setNow('2026-11-24T18:00:08.000Z');
    await door([{ id: ana, present: true, at: SENT }]);
    // Decided two seconds after that one, which was under way for eight seconds.
    context.setNow('2026-11-24T18:00:02.000Z');
    expect(await door([{ id: ana, present: false, at: SENT }])).toEqual(['saved']);
    expect(await came()).toEqual([]);
    expect(await attendance(context)).toEqual([]);
    expect(await door([{ id: ana, present: true, at: SENT }])).toEqual(['saved']);
    expect(await attendance(context)).toEqual([ana]);
  });

  test('keeps who was let in twice, when what is undone late is the first time', async () => {
    const { context, eventId, door, ana, came } = await atTheDoor(await setUp());
    const { id } = await addStaff(context, 'organizer');
    await door([{ id: ana, present: true, at: SENT - 600_000 }]);
    await checkIn(context, id, eventId, {
      decisions: [{ id: ana, present: true, at: SENT }],
      sent: SENT
    });
    const other = await addStaff(context, 'organizer');
    const undo = { id: ana, present: false, at: SENT - 300_000 };
    const outcomes = await checkIn(context, other.id, eventId, { decisions: [undo], sent: SENT });
    expect(outcomes).toMatchObject([{ outcome: 'known' }]);
    expect(await door([undo])).toEqual(['known']);
    expect(await came()).toMatchObject([{ at: '2026-11-24T18:00:00.000Z' }]);
    await door([{ id: ana, present: false, at: SENT + 5 }]);
    context.setNow('2026-11-24T18:00:05.000Z');
    await door([{ id: ana, present: false, at: SENT }]);
    expect(await attendance(context)).toEqual([]);
  });

  test('says when somebody came by how long ago it was, never in the future', async () => {
    const { door, ana, came } = await atTheDoor(await setUp());
    await door([{ id: ana, present: true, at: SENT - 60_000 }]);
    expect(await came()).toMatchObject([{ at: '2026-11-24T17:59:00.000Z' }]);
    await door([{ id: ana, present: false, at: SENT - 30_000 }]);
    await door([{ id: ana, present: true, at: SENT + 999_999 }]);
    expect(await came()).toMatchObject([{ at: '2026-11-24T18:00:00.000Z' }]);
  });

  test('refuses who has no place, whom it does not know and who is of another event', async () => {
    const context = await setUp();
    const { door, ana } = await atTheDoor(context);
    const other = await publishPanel(context);
    const [token = ''] = await registerAll(context, other, ['otra@example.org']);
    const stranger = await idOf(context, token);
    const [waiting] = await idsOf(context, 'waitlisted');
    expect(
      await door([
        { id: ana, present: true, at: SENT },
        { id: waiting ?? '', present: true, at: SENT },
        { id: stranger, present: true, at: SENT },
        { id: crypto.randomUUID(), present: true, at: SENT }
      ])
    ).toEqual(['saved', 'no_place', 'not_found', 'not_found']);
    expect(await attendance(context)).toEqual([ana]);
  });

  test('lists who has a place by name, code and party, without an address', async () => {
    const { context, eventId } = await atTheDoor(await setUp());
    const { guests } = await loadDoor(context, eventId);
    expect(guests.map(({ name, seats, needs }) => ({ name, seats, needs }))).toEqual([
      { name: 'Ana Peña', seats: 2, needs: true }
    ]);
    expect(JSON.stringify(guests)).not.toMatch(/@|rampa/);
    const code = guests[0]?.code ?? '';
    expect(matchGuests(guests, code.replace(' ', '').toLowerCase())).toEqual(guests);
    expect(matchGuests(guests, 'pena')).toEqual(guests);
    expect(matchGuests(guests, '')).toEqual([]);
  });

  test('tells another phone what is new: who came, and who has no place any more', async () => {
    const { context, eventId, door, ana, token } = await atTheDoor(await setUp());
    const { since } = await loadDoor(context, eventId);
    context.setNow('2026-11-24T18:30:00.000Z');
    await door([{ id: ana, present: true, at: SENT }]);
    const news = await loadDoor(context, eventId, '2026-11-24T18:20:00.000Z');
    expect(news.guests).toMatchObject([{ id: ana, came: { by: 'Rosario organizer' } }]);
    expect(news.since > since).toBe(true);
    await cancelRsvp(context, token);
    const later = await loadDoor(context, eventId, news.since);
    expect(later.guests.find(({ id }) => id === ana)).toMatchObject({ place: false });
  });

  test('tells a phone at a room with a stream no name of who does not come to it', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context, { capacity: 1 });
    await context.db.updateTable('event_texts').set({ place: 'Casa Refugio' }).execute();
    const { since } = await loadDoor(context, eventId);
    const come = (name: string, pool: 'room' | 'stream') =>
      registerAttendee(
        context,
        registration(eventId, { email: `${name}@example.org`, name, pool, needs: 'Una rampa' })
      );
    await come('viewer', 'stream');
    expect((await loadDoor(context, eventId)).guests).toEqual([]);
    expect(await countDoor(context.db, eventId)).toEqual({ expected: 0, came: 0 });
    await come('guest', 'room');
    await come('waiting', 'room');
    const { guests } = await loadDoor(context, eventId, since);
    const shown = guests.map(({ name, place, needs }) => ({ name, place, needs }));
    expect(shown.toSorted((a, b) => Number(b.place) - Number(a.place))).toEqual([
      { name: 'guest', place: true, needs: true },
      { name: null, place: false, needs: false },
      { name: null, place: false, needs: false }
    ]);
    expect(await countDoor(context.db, eventId)).toEqual({ expected: 1, came: 0 });
  });

  test('counts people, companions included', async () => {
    const { context, eventId, door, ana } = await atTheDoor(await setUp());
    expect(await countDoor(context.db, eventId)).toEqual({ expected: 2, came: 0 });
    await door([{ id: ana, present: true, at: SENT }]);
    expect(await countDoor(context.db, eventId)).toEqual({ expected: 2, came: 2 });
  });

  test('is noted once in the audit log for an hour of work', async () => {
    const { context, door, ana } = await atTheDoor(await setUp());
    await door([{ id: ana, present: true, at: SENT - 10 }]);
    await door([{ id: ana, present: false, at: SENT }]);
    const notes = await context.db
      .selectFrom('audit_log')
      .select('what')
      .where('what', '=', 'attendees_checked_in')
      .execute();
    expect(notes.length).toBe(1);
  });
});

/** Ana and one companion have the two seats, somebody else waits. */
async function atTheDoor(context: TestContext) {
  const eventId = await publishPanel(context, { capacity: 2 });
  const { id: staffId } = await addStaff(context, 'organizer');
  const companions = { companions: 1, name: 'Ana Peña', needs: 'Una rampa' };
  await registerAttendee(context, registration(eventId, companions));
  await registerAttendee(context, registration(eventId, { email: 'beto@example.org' }));
  const [ana = ''] = await idsOf(context, 'confirmed');
  return {
    ...{ context, eventId, ana, token: manageToken(context.keys, ana) },
    door: async (decisions: Parameters<typeof checkIn>[3]['decisions'], sent = SENT) =>
      (await checkIn(context, staffId, eventId, { decisions, sent })).map(({ outcome }) => outcome),
    came: async () => (await loadDoor(context, eventId)).guests.flatMap((guest) => guest.came ?? [])
  };
}

async function idsOf(context: TestContext, status: 'confirmed' | 'waitlisted') {
  const rows = await context.db
    .selectFrom('rsvps')
    .select('id')
    .where('status', '=', status)
    .execute();
  return rows.map(({ id }) => id);
}

async function idOf(context: TestContext, token: string): Promise<string> {
  const { id } = await context.db
    .selectFrom('rsvps')
    .select('id')
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirstOrThrow();
  return id;
}

async function attendance(context: TestContext): Promise<string[]> {
  const rows = await context.db.selectFrom('attendance').select('rsvp_id').execute();
  return rows.map((row) => row.rsvp_id);
}
