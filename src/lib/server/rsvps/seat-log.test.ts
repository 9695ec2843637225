import { expect, test } from 'vitest';
import { mailKinds, publishPanel, registerAll } from '../../../../tests/support/attendees.ts';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { addStaff } from '../../../../tests/support/staff.ts';
import { purgePersonalData } from '../privacy/purge.ts';
import { cancelRsvp } from './cancel-rsvp.ts';
import { saveCapacity } from './change-capacity.ts';
import { changeParty } from './change-place.ts';
import { acceptOffer, declineOffer, expireOffers } from './offers.ts';
import { loadSeatSheet } from './seat-sheet.ts';

onBothDatabases('the story of the seats', (setUp) => {
  test('tells every move, in order, with the seats taken afterwards', async () => {
    const context = await setUp();
    const { eventId, tokens } = await offering(context, 4);
    const [ana = '', beto = '', caro = '', dani = ''] = tokens;
    await cancelRsvp(context, ana);
    await declineOffer(context, beto);
    await acceptOffer(context, caro);
    await changeParty(context, dani, 1);
    expect(await story(context, eventId)).toEqual([
      '1 confirmed 1 by attendee',
      '2 waitlisted 1 by attendee',
      '3 waitlisted 1 by attendee',
      '4 waitlisted 1 by attendee',
      '1 cancelled 0 by attendee',
      '2 offered 1 by attendee',
      '2 declined 0 by attendee',
      '3 offered 1 by attendee',
      '3 accepted 1 by attendee'
    ]);
  });

  test('names the clock and the colleague, and nobody else', async () => {
    const context = await setUp();
    const { eventId, tokens } = await offering(context, 3);
    const { id } = await addStaff(context, 'organizer');
    await cancelRsvp(context, tokens[0] ?? '');
    context.setNow('2026-11-26T00:00:00.000Z');
    await expireOffers(context);
    await saveCapacity(context, eventId, { capacity: 5, streamCapacity: null }, `staff:${id}`);
    const sheet = await loadSeatSheet(context, eventId);
    expect(sheet?.moves.slice(0, 3)).toMatchObject([
      { what: 'capacity', seats: 5, takenAfter: 1, rsvp: null, staffName: 'Rosario organizer' },
      { what: 'offered', rsvp: 3, by: 'clock' },
      { what: 'expired', rsvp: 2, by: 'clock' }
    ]);
    expect(JSON.stringify(sheet)).not.toMatch(/example\.org|ana|beto/i);
  });

  test('shows who is offered a seat and who waits, by number', async () => {
    const context = await setUp();
    const { eventId, tokens } = await offering(context, 3);
    await cancelRsvp(context, tokens[0] ?? '');
    expect(await loadSeatSheet(context, eventId)).toMatchObject({
      zone: 'America/Mexico_City',
      pools: [{ pool: 'all', capacity: 1, taken: 1, held: 1, waitingPeople: 1, waitingRsvps: 1 }],
      offers: [{ number: 2, seats: 1, time: '2026-11-25T18:00:00.000Z' }],
      line: [{ number: 3, seats: 1 }]
    });
  });

  test('stays when the people are deleted, and leads to none of them', async () => {
    const context = await setUp();
    const { eventId } = await offering(context, 2);
    context.setNow('2027-03-01T00:00:00.000Z');
    await purgePersonalData(context);
    const rows = await context.db.selectFrom('seat_log').selectAll().execute();
    expect(rows.map((row) => row.rsvp_id)).toEqual([null, null]);
    expect(await story(context, eventId)).toEqual([
      'null confirmed 1 by attendee',
      'null waitlisted 1 by attendee'
    ]);
  });

  test('turns its pages without a gap', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    for (let seats = 1; seats <= 120; seats += 1)
      await saveCapacity(context, eventId, { capacity: seats, streamCapacity: null }, 'import');
    const newest = await loadSeatSheet(context, eventId);
    const older = await loadSeatSheet(context, eventId, newest?.older ?? null);
    const numbers = [newest, older].flatMap((sheet) => sheet?.moves.map((move) => move.number));
    expect(numbers).toEqual(Array.from({ length: 120 }, (_, index) => 120 - index));
    expect(older?.older).toBeNull();
  });
});

onBothDatabases('a capacity', (setUp) => {
  test('that is lowered throws nobody out, and lets nobody in until there is room', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context, { capacity: 3 });
    const tokens = await registerAll(context, eventId, people(4));
    await capacity(context, eventId, 1);
    expect(await counts(context)).toEqual({ confirmed: 3, waitlisted: 1 });
    await cancelRsvp(context, tokens[0] ?? '');
    await cancelRsvp(context, tokens[1] ?? '');
    expect(await counts(context)).toEqual({ confirmed: 1, waitlisted: 1, cancelled: 2 });
    await cancelRsvp(context, tokens[2] ?? '');
    expect(await counts(context)).toEqual({ confirmed: 1, cancelled: 3 });
  });

  test('that is raised, or lifted, promotes and mails at once', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context, { capacity: 1 });
    await registerAll(context, eventId, people(5));
    expect(await capacity(context, eventId, 3)).toEqual({ ok: true, promoted: 2 });
    expect(await capacity(context, eventId, null)).toEqual({ ok: true, promoted: 2 });
    expect(await capacity(context, eventId, null)).toEqual({ ok: true, promoted: 0 });
    expect((await mailKinds(context)).filter((kind) => kind === 'promoted')).toHaveLength(4);
    expect((await story(context, eventId)).filter((line) => line.includes('capacity'))).toEqual([
      'null capacity 1 by import',
      'null capacity 3 by import'
    ]);
  });

  test('of nothing that exists is refused', async () => {
    const context = await setUp();
    expect(await capacity(context, 'nowhere', 3)).toEqual({ ok: false, code: 'not_found' });
  });
});

onBothDatabases('offers', (setUp) => {
  test('go down the line, each person asked once and no seat promised twice', async () => {
    const context = await setUp();
    const { eventId, tokens } = await offering(context, 6);
    await cancelRsvp(context, tokens[0] ?? '');
    let day = 25;
    for (; (await counts(context)).offered; day += 1) {
      expect((await counts(context)).offered).toBe(1);
      context.setNow(`2026-11-${day}T18:00:00.000Z`);
      await Promise.all([expireOffers(context), expireOffers(context), expireOffers(context)]);
    }
    expect(day).toBe(30);
    expect(await counts(context)).toEqual({ cancelled: 6 });
    const offered = (await story(context, eventId)).filter((line) => line.includes('offered'));
    expect(offered).toHaveLength(5);
    expect(new Set(offered).size).toBe(5);
    const kinds = await mailKinds(context);
    expect(kinds.filter((kind) => kind === 'offered')).toHaveLength(5);
    expect(kinds.filter((kind) => kind === 'expired')).toHaveLength(5);
  });
});

/** One seat that is offered when it comes free, and so many people. */
async function offering(context: TestContext, size: number) {
  const eventId = await publishPanel(context, { capacity: 1, waitlist: 'offer' });
  return { eventId, tokens: await registerAll(context, eventId, people(size)) };
}

function people(size: number): string[] {
  return ['ana', 'beto', 'caro', 'dani', 'eva', 'flor']
    .slice(0, size)
    .map((name) => `${name}@example.org`);
}

async function capacity(context: TestContext, eventId: string, seats: number | null) {
  return await saveCapacity(context, eventId, { capacity: seats, streamCapacity: null }, 'import');
}

async function counts(context: TestContext): Promise<Record<string, number>> {
  const rows = await context.db.selectFrom('rsvps').select('status').execute();
  return Object.fromEntries(
    [...Map.groupBy(rows, (row) => row.status)].map(([status, group]) => [status, group.length])
  );
}

/** “2 offered 1 by clock”: the RSVP's number, what happened, seats taken afterwards, by whom; oldest first. */
async function story(context: TestContext, eventId: string): Promise<string[]> {
  const sheet = await loadSeatSheet(context, eventId);
  return (sheet?.moves ?? [])
    .toReversed()
    .map(({ rsvp, what, takenAfter, by }) => `${rsvp} ${what} ${takenAfter} by ${by}`);
}
