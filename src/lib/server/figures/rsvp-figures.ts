import { sql } from 'kysely';
import { localDay } from '../../i18n/when.ts';
import { LOCALES, type Locale } from '../../i18n/locales.ts';
import type { Executor, Pool } from '../db/schema.ts';
import type { SeatMove } from '../db/seat-log-table.ts';
import { LIVE_STATUSES } from '../rsvps/states.ts';
import { blurSmallGroups, type ShownCount } from './small-counts.ts';

/** What one day brought, on the calendar of the event. */
export interface GrowthDay {
  day: string;
  /** RSVPs that came in, and that were given back. */
  joined: number;
  left: number;
  /** RSVPs that stand at the end of the day. */
  total: number;
}

export interface SeatDay {
  day: string;
  /** Seats held at the end of the day, by pool. */
  taken: Partial<Record<Pool, number>>;
}

const JOINING: readonly SeatMove[] = ['confirmed', 'waitlisted'];
const LEAVING: readonly SeatMove[] = ['cancelled', 'declined', 'expired'];

/** RSVPs by day, from the log of seats: it names nobody, and stays when the people are deleted. */
export async function loadGrowth(
  executor: Executor,
  eventId: string,
  zone: string
): Promise<GrowthDay[]> {
  const rows = await executor
    .selectFrom('seat_log')
    .select([hourOf('at').as('hour'), 'what'])
    .select(({ fn }) => fn.countAll().as('moves'))
    .where('event_id', '=', eventId)
    .where('what', 'in', [...JOINING, ...LEAVING])
    .groupBy([hourOf('at'), 'what'])
    .execute();
  const days = Map.groupBy(rows, ({ hour }) => localDay(`${hour}:00:00.000Z`, zone));
  const countOf = (of: typeof rows, moves: readonly SeatMove[]) =>
    of.reduce((sum, row) => sum + (moves.includes(row.what) ? Number(row.moves) : 0), 0);
  let total = 0;
  return daysBetween([...days.keys()].sort()).map((day) => {
    const own = days.get(day) ?? [];
    const [joined, left] = [countOf(own, JOINING), countOf(own, LEAVING)];
    total += joined - left;
    return { day, joined, left, total };
  });
}

/** Seats held at the end of each day, by pool. */
export async function loadSeatDays(
  executor: Executor,
  eventId: string,
  zone: string
): Promise<SeatDay[]> {
  const rows = await executor
    .selectFrom('seat_log')
    .select(['at', 'pool', 'taken_after'])
    .where('event_id', '=', eventId)
    .where('number', 'in', ({ selectFrom }) =>
      selectFrom('seat_log as last')
        .select(({ fn }) => fn.max('last.number').as('number'))
        .where('last.event_id', '=', eventId)
        .groupBy([hourOf('last.at'), 'last.pool'])
    )
    .orderBy('number')
    .execute();
  const days = Map.groupBy(rows, ({ at }) => localDay(at, zone));
  let taken: SeatDay['taken'] = {};
  return daysBetween([...days.keys()].sort()).map((day) => {
    for (const row of days.get(day) ?? []) taken = { ...taken, [row.pool]: row.taken_after };
    return { day, taken };
  });
}

export interface LanguageCount {
  lang: Locale;
  count: ShownCount;
}

/** In which language those who come will listen, companions included. */
export async function loadListening(executor: Executor, eventId: string): Promise<LanguageCount[]> {
  const here = await executor
    .selectFrom('rsvps')
    .select(({ fn }) => ['listen', fn.sum('seats').as('people')])
    .where('event_id', '=', eventId)
    .where('status', 'in', LIVE_STATUSES)
    .groupBy('listen')
    .execute();
  const gone = await executor
    .selectFrom('event_counts')
    .select(({ fn }) => ['listen', fn.sum('people').as('people')])
    .where('event_id', '=', eventId)
    .where('status', 'in', LIVE_STATUSES)
    .groupBy('listen')
    .execute();
  const people = LOCALES.map((lang) =>
    [...here, ...gone]
      .filter((row) => row.listen === lang)
      .reduce((sum, row) => sum + Number(row.people ?? 0), 0)
  );
  const shown = blurSmallGroups(people);
  return LOCALES.map((lang, index) => ({
    lang,
    count: shown[index] ?? { kind: 'exact', people: 0 }
  }));
}

/** The hour of an instant as it is stored: `2026-11-24T18`. */
function hourOf(column: string) {
  return sql<string>`substr(${sql.ref(column)}, 1, 13)`;
}

const DAY = 86_400_000;
/** An event that was published years ago is not drawn day by day. */
const MOST_DAYS = 400;

/** Every day from the first to the last, also those on which nothing happened. */
function daysBetween(days: readonly string[]): string[] {
  const [first, last] = [days.at(0), days.at(-1)];
  if (!first || !last) return [];
  const count = (Date.parse(last) - Date.parse(first)) / DAY + 1;
  if (count > MOST_DAYS) return [...days];
  return Array.from({ length: count }, (_, index) =>
    new Date(Date.parse(first) + index * DAY).toISOString().slice(0, 10)
  );
}
