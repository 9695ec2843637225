import { setImmediate } from 'node:timers/promises';
import type { DoorGuest, DoorNews } from '../../schema/check-in.ts';
import type { Context } from '../context.ts';
import type { Executor, Pool } from '../db/schema.ts';
import { rsvpCode } from './rsvp-code.ts';
import { countedWith, readSeats } from './seats.ts';

/** So many names are opened before others get their turn. */
const BATCH = 250;
/** A transaction may be seen a little after its time: what is new is told twice rather than never. */
const OVERLAP = 10_000;

/**
 * Who may come through the door of an event: those with a place in its room, where it has one. With `since`
 * whoever changed after that; who has no place at the door is among them without a name.
 */
export async function loadDoor(
  context: Context,
  eventId: string,
  since: string | null = null
): Promise<DoorNews> {
  const asked = new Date(context.now().getTime() - OVERLAP).toISOString();
  const pools = await doorPools(context.db, eventId);
  const rows = await readDoor(context.db, eventId, pools, since);
  const guests: DoorGuest[] = [];
  for (const [index, row] of rows.entries()) {
    if (index % BATCH === 0) await setImmediate();
    guests.push(guestOf(context, row, pools));
  }
  return { guests, since: asked };
}

/** How many are expected at the door, and how many of them came, in people. */
export async function countDoor(
  executor: Executor,
  eventId: string
): Promise<{ expected: number; came: number }> {
  const rows = await executor
    .selectFrom('rsvps')
    .leftJoin('check_ins', 'check_ins.rsvp_id', 'rsvps.id')
    .select(({ fn }) => ['check_ins.present', fn.sum('rsvps.seats').as('people')])
    .where('rsvps.event_id', '=', eventId)
    .where('rsvps.status', '=', 'confirmed')
    .where('rsvps.pool', 'in', await doorPools(executor, eventId))
    .groupBy('check_ins.present')
    .execute();
  const people = rows.map(({ present, people }) => ({ present, people: Number(people ?? 0) }));
  return {
    expected: people.reduce((sum, row) => sum + row.people, 0),
    came: people.find((row) => row.present === 1)?.people ?? 0
  };
}

/** Who is on the stream does not come to the door, unless there is nothing but a stream. */
async function doorPools(executor: Executor, eventId: string): Promise<readonly Pool[]> {
  const event = await readSeats(executor, eventId);
  return event ? countedWith(event, 'room') : [];
}

function readDoor(
  executor: Executor,
  eventId: string,
  pools: readonly Pool[],
  since: string | null
) {
  return executor
    .selectFrom('rsvps')
    .leftJoin('check_ins', 'check_ins.rsvp_id', 'rsvps.id')
    .leftJoin('staff_users', 'staff_users.id', 'check_ins.staff_id')
    .select(['rsvps.id', 'rsvps.status', 'rsvps.pool', 'rsvps.seats', 'rsvps.name_sealed'])
    .select(({ eb }) => eb('rsvps.needs_sealed', 'is not', null).as('has_needs'))
    .select(['check_ins.present', 'check_ins.at', 'staff_users.name as by'])
    .where('rsvps.event_id', '=', eventId)
    .$if(since === null, (query) =>
      query.where('rsvps.status', '=', 'confirmed').where('rsvps.pool', 'in', pools)
    )
    .$if(since !== null, (query) =>
      query.where(({ or, eb }) =>
        or([eb('rsvps.updated_at', '>', since ?? ''), eb('check_ins.saved_at', '>', since ?? '')])
      )
    )
    .execute();
}

type Row = Awaited<ReturnType<typeof readDoor>>[number];

function guestOf({ keys }: Context, row: Row, pools: readonly Pool[]): DoorGuest {
  const place = row.status === 'confirmed' && pools.includes(row.pool);
  const sealed = place ? row.name_sealed : null;
  return {
    id: row.id,
    name: sealed === null ? null : keys.open(sealed, 'rsvp.name'),
    code: rsvpCode(keys, row.id),
    seats: row.seats,
    needs: place && Boolean(row.has_needs),
    place,
    came: row.present === 1 && row.at !== null ? { at: row.at, by: row.by } : null
  };
}
