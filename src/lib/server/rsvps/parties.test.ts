import { expect, test } from 'vitest';
import { publishPanel, registration, tokenOf } from '../../../../tests/support/attendees.ts';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { loadEventPage } from '../events/find-event.ts';
import { cancelRsvp } from './cancel-rsvp.ts';
import { saveCapacity } from './change-capacity.ts';
import { changeParty, switchPool } from './change-place.ts';
import { findRsvpByToken } from './find-rsvp.ts';
import { registerAttendee } from './register-attendee.ts';
import type { Registration } from './sealed-attendee.ts';

onBothDatabases('a party', (setUp) => {
  test('takes a seat for each of its people', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context, { capacity: 16 });
    await come(context, eventId, 'ana', { companions: 4 });
    expect(await seatsLeft(context, eventId)).toBe(10);
    await come(context, eventId, 'beto');
    expect(await seatsLeft(context, eventId)).toBe(1);
  });

  test('waits until all of it fits, and nobody goes past it', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context, { capacity: 4 });
    const ana = await come(context, eventId, 'ana', { companions: 1 });
    const beto = await come(context, eventId, 'beto', { companions: 2 });
    const caro = await come(context, eventId, 'caro');
    expect(await states(context, [ana, beto, caro])).toEqual([
      'confirmed',
      'waitlisted',
      'waitlisted'
    ]);
    // Two chairs are free, but they are spoken for.
    expect(await seatsLeft(context, eventId)).toBe(0);
    await cancelRsvp(context, ana);
    expect(await states(context, [beto, caro])).toEqual(['confirmed', 'confirmed']);
  });

  test('is not passed by a smaller one when some seats come free, but not enough', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context, { capacity: 3 });
    const ana = await come(context, eventId, 'ana', { companions: 1 });
    await come(context, eventId, 'beto');
    const caro = await come(context, eventId, 'caro', { companions: 2 });
    const dani = await come(context, eventId, 'dani');
    await cancelRsvp(context, ana);
    expect(await states(context, [caro, dani])).toEqual(['waitlisted', 'waitlisted']);
  });

  test('that leaves the line lets the smaller ones behind it in', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context, { capacity: 3 });
    await come(context, eventId, 'ana', { companions: 1 });
    const beto = await come(context, eventId, 'beto', { companions: 2 });
    const caro = await come(context, eventId, 'caro');
    await cancelRsvp(context, beto);
    expect(await states(context, [caro])).toEqual(['confirmed']);
  });

  test('that becomes smaller keeps its turn and gets in when it fits', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context, { capacity: 3 });
    await come(context, eventId, 'ana', { companions: 1 });
    const beto = await come(context, eventId, 'beto', { companions: 2 });
    expect(await changeParty(context, beto, 1)).toEqual({ ok: true });
    expect(await findRsvpByToken(context, beto)).toMatchObject({
      status: 'confirmed',
      party: { seats: 1 }
    });
  });

  test('that has seats gives those of its companions back to the line', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context, { capacity: 3 });
    const ana = await come(context, eventId, 'ana', { companions: 2 });
    const beto = await come(context, eventId, 'beto', { companions: 1 });
    await changeParty(context, ana, 1);
    expect(await states(context, [ana, beto])).toEqual(['confirmed', 'confirmed']);
    expect(await seatsLeft(context, eventId)).toBe(0);
  });

  test('grows only into seats that are free and that nobody waits for', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context, { capacity: 3 });
    const ana = await come(context, eventId, 'ana');
    expect(await changeParty(context, ana, 3)).toEqual({ ok: true });
    expect(await changeParty(context, ana, 2)).toEqual({ ok: true });
    await come(context, eventId, 'beto', { companions: 1 });
    expect(await changeParty(context, ana, 3)).toEqual({ ok: false, code: 'full' });
    expect(await changeParty(context, ana, 6)).toEqual({ ok: false, code: 'full' });
  });

  test('is offered no more companions than the event has chairs, or than are taken along', async () => {
    const context = await setUp();
    const [small, endless] = [
      await publishPanel(context, { capacity: 3 }),
      await publishPanel(context)
    ];
    const [ana, beto] = [await come(context, small, 'ana'), await come(context, endless, 'beto')];
    expect(await findRsvpByToken(context, ana)).toMatchObject({ party: { mostSeats: 3 } });
    expect(await findRsvpByToken(context, beto)).toMatchObject({ party: { mostSeats: 5 } });
  });

  test('larger than the whole event is refused, for a known address too', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context, { capacity: 2 });
    await come(context, eventId, 'ana');
    for (const email of ['ana@example.org', 'beto@example.org'])
      expect(
        await registerAttendee(context, registration(eventId, { email, companions: 2 }))
      ).toEqual({ ok: false, code: 'party_too_large' });
  });

  test('that the event has become too small for stops nobody', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context, { capacity: 4 });
    const ana = await come(context, eventId, 'ana', { companions: 3 });
    const beto = await come(context, eventId, 'beto', { companions: 3 });
    const caro = await come(context, eventId, 'caro');
    await saveCapacity(context, eventId, { capacity: 2, streamCapacity: null }, 'import');
    expect(await states(context, [ana, beto, caro])).toEqual([
      'confirmed',
      'waitlisted',
      'waitlisted'
    ]);
    await cancelRsvp(context, ana);
    expect(await states(context, [beto, caro])).toEqual(['waitlisted', 'confirmed']);
    expect(await seatsLeft(context, eventId)).toBe(1);
    expect(await findRsvpByToken(context, beto)).toMatchObject({ party: { tooLarge: true } });
  });

  test('of a cancelled RSVP or a past event cannot be changed', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context, { capacity: 5 });
    const ana = await come(context, eventId, 'ana', { companions: 1 });
    const beto = await come(context, eventId, 'beto');
    await cancelRsvp(context, beto);
    expect(await changeParty(context, beto, 1)).toEqual({ ok: false, code: 'over' });
    context.setNow('2026-12-03T00:00:00.000Z');
    expect(await changeParty(context, ana, 1)).toEqual({ ok: false, code: 'over' });
    expect(await changeParty(context, 'guess', 1)).toEqual({ ok: false, code: 'not_found' });
  });
});

onBothDatabases('a room and a stream', (setUp) => {
  test('have seats and a line each', async () => {
    const context = await setUp();
    const eventId = await publishBoth(context, { capacity: 1, stream_capacity: 2 });
    const [ana, beto] = [
      await inRoom(context, eventId, 'ana'),
      await inRoom(context, eventId, 'beto')
    ];
    const [caro, dani, eva] = [
      await come(context, eventId, 'caro'),
      await come(context, eventId, 'dani'),
      await come(context, eventId, 'eva')
    ];
    expect(await states(context, [ana, beto, caro, dani, eva])).toEqual([
      'confirmed',
      'waitlisted',
      'confirmed',
      'confirmed',
      'waitlisted'
    ]);
    const views = await Promise.all([beto, eva].map((token) => findRsvpByToken(context, token)));
    expect(views.map((view) => view?.position)).toEqual([1, 1]);
    await cancelRsvp(context, ana);
    expect(await states(context, [beto, eva])).toEqual(['confirmed', 'waitlisted']);
  });

  test('are shown with their own places, and full only when both are', async () => {
    const context = await setUp();
    const eventId = await publishBoth(context, { capacity: 1, stream_capacity: 1 });
    await inRoom(context, eventId, 'ana');
    expect(await loadEventPage(context, eventId, 'es')).toMatchObject({
      pools: ['room', 'stream'],
      seats: { capacity: 1, left: 0 },
      streamSeats: { capacity: 1, left: 1 },
      waitlist: false
    });
    await come(context, eventId, 'beto');
    expect(await loadEventPage(context, eventId, 'es')).toMatchObject({ waitlist: true });
  });

  test('let somebody who waits change to the one with space, and pass their seat on', async () => {
    const context = await setUp();
    const eventId = await publishBoth(context, { capacity: 1 });
    const [ana, beto, caro] = [
      await inRoom(context, eventId, 'ana'),
      await inRoom(context, eventId, 'beto'),
      await inRoom(context, eventId, 'caro')
    ];
    expect(await findRsvpByToken(context, caro)).toMatchObject({
      party: { hasBoth: true, pool: 'room', switchTo: 'stream' }
    });
    expect(await switchPool(context, caro, 'stream')).toEqual({ ok: true });
    expect(await switchPool(context, ana, 'stream')).toEqual({ ok: true });
    expect(await states(context, [ana, beto, caro])).toEqual(Array(3).fill('confirmed'));
    expect(await switchPool(context, caro, 'room')).toEqual({ ok: false, code: 'full' });
  });

  test('are one when the event has only one of them, whatever somebody asks for', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context, { capacity: 1 });
    const ana = await inRoom(context, eventId, 'ana');
    const beto = await come(context, eventId, 'beto');
    expect(await states(context, [ana, beto])).toEqual(['confirmed', 'waitlisted']);
    expect(await switchPool(context, beto, 'room')).toEqual({ ok: false, code: 'full' });
  });
});

async function come(
  context: TestContext,
  eventId: string,
  name: string,
  values: Partial<Registration> = {}
): Promise<string> {
  const email = `${name}@example.org`;
  const outcome = await registerAttendee(context, registration(eventId, { email, ...values }));
  if (!outcome.ok) throw new Error(outcome.code);
  return await tokenOf(context, eventId, email);
}

async function inRoom(context: TestContext, eventId: string, name: string): Promise<string> {
  return await come(context, eventId, name, { pool: 'room' });
}

async function publishBoth(
  context: TestContext,
  values: Parameters<typeof publishPanel>[1]
): Promise<string> {
  const eventId = await publishPanel(context, values);
  await context.db
    .updateTable('event_texts')
    .set({ place: 'Casa Refugio' })
    .where('event_id', '=', eventId)
    .execute();
  return eventId;
}

async function states(context: TestContext, tokens: string[]) {
  return await Promise.all(
    tokens.map(async (token) => (await findRsvpByToken(context, token))?.status)
  );
}

async function seatsLeft(context: TestContext, eventId: string): Promise<number | undefined> {
  return (await loadEventPage(context, eventId, 'es'))?.seats?.left;
}
