import { expect, test } from 'vitest';
import { publishPanel, registerAll } from '../../../../tests/support/attendees.ts';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { addStaff } from '../../../../tests/support/staff.ts';
import { purgePersonalData } from '../privacy/purge.ts';
import { cancelRsvp } from '../rsvps/cancel-rsvp.ts';
import { checkIn } from '../rsvps/check-in.ts';
import { findSeat, isSeated, keepSeats, takeSeat, type Seat } from './one-seat.ts';

onBothDatabases('one seat', (setUp) => {
  test('is free, then of who sits down, and counts the person once', async () => {
    const { context, eventId, seatOf } = await seated(setUp);
    expect(await seatOf('phone')).toMatchObject({ state: 'free' });
    expect(await takeSeat(context, eventId, await seatOf('phone'))).toBe(true);
    context.setNow('2026-11-24T18:01:00.000Z');
    expect(await takeSeat(context, eventId, await seatOf('phone'))).toBe(true);
    const rows = await context.db.selectFrom('attendance').selectAll().execute();
    expect(rows).toEqual([
      {
        rsvp_id: expect.any(String),
        event_id: eventId,
        first_seen: '2026-11-24T18:00:00.000Z',
        last_seen: '2026-11-24T18:01:00.000Z'
      }
    ]);
  });

  test('counts who came through the door as online only since they went online', async () => {
    const { context, eventId, seatOf } = await seated(setUp);
    const seat = await seatOf('phone');
    const { id } = await addStaff(context, 'organizer');
    const decisions = [{ id: seat.rsvpId, present: true, at: 0 }];
    await checkIn(context, id, eventId, { decisions, sent: 0 });
    context.setNow('2026-11-24T18:40:00.000Z');
    await takeSeat(context, eventId, seat);
    context.setNow('2026-11-24T18:41:00.000Z');
    await takeSeat(context, eventId, seat);
    const { first_seen, last_seen } = await context.db
      .selectFrom('attendance')
      .selectAll()
      .executeTakeFirstOrThrow();
    expect([first_seen, last_seen]).toEqual([
      '2026-11-24T18:40:00.000Z',
      '2026-11-24T18:41:00.000Z'
    ]);
  });

  test('is moved by a second device, and taken back', async () => {
    const { context, eventId, seatOf } = await seated(setUp);
    const [phone, laptop] = [await seatOf('phone'), await seatOf('laptop')];
    await takeSeat(context, eventId, phone);
    expect(await seatOf('laptop')).toMatchObject({ state: 'elsewhere' });
    expect(await takeSeat(context, eventId, laptop)).toBe(false);
    for (const [mine, other] of [
      [laptop, phone],
      [phone, laptop]
    ] as const) {
      expect(await takeSeat(context, eventId, mine, { move: true })).toBe(true);
      expect([await isSeated(context.db, mine), await isSeated(context.db, other)]).toEqual([
        true,
        false
      ]);
    }
  });

  test('goes to one of two that sit down at once', async () => {
    const { context, eventId, seatOf } = await seated(setUp);
    const seats = await Promise.all(['phone', 'laptop', 'tablet'].map(seatOf));
    const taken = await Promise.all(seats.map((seat) => takeSeat(context, eventId, seat)));
    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  test('is free again when its device was not heard of for two minutes', async () => {
    const { context, eventId, seatOf } = await seated(setUp);
    const phone = await seatOf('phone');
    await takeSeat(context, eventId, phone);
    context.setNow('2026-11-24T18:01:30.000Z');
    await keepSeats(context, [phone.rsvpId]);
    context.setNow('2026-11-24T18:03:00.000Z');
    expect(await seatOf('laptop')).toMatchObject({ state: 'elsewhere' });
    context.setNow('2026-11-24T18:03:31.000Z');
    expect(await seatOf('laptop')).toMatchObject({ state: 'free' });
    expect(await takeSeat(context, eventId, await seatOf('laptop'))).toBe(true);
  });

  test('ends with the cancellation, and its traces with the purge, counted', async () => {
    const { context, eventId, seatOf, token } = await seated(setUp);
    const phone = await seatOf('phone');
    await takeSeat(context, eventId, phone);
    await cancelRsvp(context, token);
    expect(await isSeated(context.db, phone)).toBe(false);
    expect(await takeSeat(context, eventId, phone, { move: true })).toBe(false);
    context.setNow('2027-02-01T00:00:00.000Z');
    await purgePersonalData(context);
    expect(await context.db.selectFrom('attendance').selectAll().execute()).toEqual([]);
    expect(
      await context.db.selectFrom('event_counts').selectAll().orderBy('status').execute()
    ).toMatchObject([
      { status: 'attended', people: 1 },
      { status: 'cancelled', people: 1 }
    ]);
  });
});

async function seated(setUp: () => Promise<TestContext>) {
  const context = await setUp();
  const eventId = await publishPanel(context);
  const [token = ''] = await registerAll(context, eventId, ['ana@example.org']);
  const seatOf = async (device: string): Promise<Seat> => {
    const seat = await findSeat(context, eventId, [token], device);
    if (!seat) throw new Error('no place');
    return seat;
  };
  return { context, eventId, token, seatOf };
}
