import type { Context } from '../context.ts';
import type { Executor, Pool } from '../db/schema.ts';
import type { SeatMove } from '../db/seat-log-table.ts';
import { countedWith, readSeats, seatLimit, type SeatedEvent } from './seats.ts';

/** What organizers see of the seats of an event: numbers and movements, nobody's name. */
export interface SeatSheet {
  /** Of the event: the organizers' clock. */
  zone: string;
  capacity: number | null;
  streamCapacity: number | null;
  pools: PoolSheet[];
  offers: SheetRsvp[];
  line: SheetRsvp[];
  moves: SheetMove[];
  /** Asks for the movements before these; null at the beginning of the story. */
  older: number | null;
}

export interface PoolSheet {
  /** `all` where the event has no choice of pools. */
  pool: Pool | 'all';
  capacity: number | null;
  taken: number;
  /** Of the taken seats those that wait for an answer. */
  held: number;
  waitingPeople: number;
  waitingRsvps: number;
}

export interface SheetRsvp {
  /** The number of its first movement, by which the list of movements names it; null for an RSVP older than the list. */
  number: number | null;
  seats: number;
  pool: Pool;
  /** When the offer ends, or since when they wait. */
  time: string;
}

export interface SheetMove {
  number: number;
  at: string;
  /** The RSVP's number; null when it was deleted, or when the event itself changed. */
  rsvp: number | null;
  what: SeatMove;
  pool: Pool;
  seats: number | null;
  takenAfter: number;
  by: 'attendee' | 'clock' | 'import' | 'staff';
  /** Of the colleague. */
  staffName: string | null;
}

const PAGE = 100;

/** The seats of an event as they are, and the newest movements, or those before a number. Null for an unknown event. */
export async function loadSeatSheet(
  context: Context,
  eventId: string,
  before: number | null = null
): Promise<SeatSheet | null> {
  const { db } = context;
  const event = await readSeats(db, eventId);
  if (!event) return null;
  const moves = await loadMoves(db, eventId, before);
  return {
    zone: await zoneOf(db, eventId),
    capacity: event.capacity,
    streamCapacity: event.stream_capacity,
    pools: await countPools(db, event),
    offers: await listRsvps(db, eventId, 'offered'),
    line: await listRsvps(db, eventId, 'waitlisted'),
    moves: moves.slice(0, PAGE),
    older: moves.length > PAGE ? (moves[PAGE - 1]?.number ?? null) : null
  };
}

async function zoneOf(executor: Executor, eventId: string): Promise<string> {
  const { zone } = await executor
    .selectFrom('events')
    .select('zone')
    .where('id', '=', eventId)
    .executeTakeFirstOrThrow();
  return zone;
}

/** Taken, held and waiting seats of each pool. */
export async function countPools(executor: Executor, event: SeatedEvent): Promise<PoolSheet[]> {
  const rows = await executor
    .selectFrom('rsvps')
    .select(({ fn }) => [
      'pool',
      'status',
      fn.sum('seats').as('people'),
      fn.countAll().as('parties')
    ])
    .where('event_id', '=', event.id)
    .groupBy(['pool', 'status'])
    .execute();
  return event.pools.map((pool) => {
    const sum = (status: string, column: 'people' | 'parties') =>
      rows
        .filter((row) => row.status === status && countedWith(event, pool).includes(row.pool))
        .reduce((total, row) => total + Number(row[column]), 0);
    const limit = seatLimit(event, pool);
    return {
      pool: event.pools.length > 1 ? pool : 'all',
      capacity: Number.isFinite(limit) ? limit : null,
      taken: sum('confirmed', 'people') + sum('offered', 'people'),
      held: sum('offered', 'people'),
      waitingPeople: sum('waitlisted', 'people'),
      waitingRsvps: sum('waitlisted', 'parties')
    };
  });
}

async function listRsvps(
  executor: Executor,
  eventId: string,
  status: 'offered' | 'waitlisted'
): Promise<SheetRsvp[]> {
  const time = status === 'offered' ? 'offer_expires_at' : 'queued_at';
  const rows = await executor
    .selectFrom('rsvps')
    .select(['seats', 'pool', `${time} as time`])
    .select(({ selectFrom }) =>
      selectFrom('seat_log')
        .select(({ fn }) => fn.min('seat_log.number').as('first'))
        .whereRef('seat_log.rsvp_id', '=', 'rsvps.id')
        .as('number')
    )
    .where('event_id', '=', eventId)
    .where('status', '=', status)
    .orderBy(time)
    .orderBy('id')
    .limit(PAGE)
    .execute();
  return rows.map((row) => ({ ...row, time: row.time ?? '' }));
}

async function loadMoves(
  executor: Executor,
  eventId: string,
  before: number | null
): Promise<SheetMove[]> {
  const rows = await executor
    .selectFrom('seat_log')
    .select(['number', 'at', 'what', 'pool', 'seats', 'taken_after', 'by', 'rsvp_id'])
    .select(({ selectFrom }) =>
      selectFrom('seat_log as first')
        .select(({ fn }) => fn.min('first.number').as('n'))
        .whereRef('first.rsvp_id', '=', 'seat_log.rsvp_id')
        .as('rsvp')
    )
    .where('event_id', '=', eventId)
    .$if(before !== null, (query) => query.where('number', '<', before ?? 0))
    .orderBy('number', 'desc')
    .limit(PAGE + 1)
    .execute();
  const names = await namesOf(
    executor,
    rows.map((row) => staffId(row.by))
  );
  return rows.map(({ by, rsvp_id: _id, taken_after: takenAfter, ...row }) => ({
    ...row,
    takenAfter,
    by: by === 'attendee' || by === 'clock' || by === 'import' ? by : 'staff',
    staffName: names.get(staffId(by)) ?? null
  }));
}

function staffId(by: string): string {
  return by.startsWith('staff:') ? by.slice('staff:'.length) : '';
}

async function namesOf(executor: Executor, ids: string[]): Promise<Map<string, string>> {
  const known = [...new Set(ids)].filter(Boolean);
  if (known.length === 0) return new Map();
  const rows = await executor
    .selectFrom('staff_users')
    .select(['id', 'name'])
    .where('id', 'in', known)
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}
