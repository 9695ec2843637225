import { sql } from 'kysely';
import type { Executor } from '../db/schema.ts';

export interface AttendancePoint {
  /** Minutes since the start; before it negative. */
  minute: number;
  /** RSVPs in the room online at that minute. */
  online: number;
  /** People who had come through the door by then. */
  door: number;
}

export interface Attendance {
  points: AttendancePoint[];
  /** RSVPs of whom somebody came, in either way; stays when the people are deleted. */
  attended: number;
}

const MINUTE = 60_000;
/** How long before the start and after the end is drawn. */
const AROUND = 30 * MINUTE;
const MOST_POINTS = 60;

/** Who was there from minute to minute of the event, and when they came through the door. */
export async function loadAttendance(
  executor: Executor,
  eventId: string,
  { startsAt, endsAt }: { startsAt: string; endsAt: string }
): Promise<Attendance> {
  const came = await onlineBy(executor, eventId, 'first_seen');
  const left = await onlineBy(executor, eventId, 'last_seen');
  const door = await throughDoor(executor, eventId);
  const attended = await countAttended(executor, eventId);
  if (came.length === 0 && door.length === 0) return { points: [], attended };
  const [start, end] = [Date.parse(startsAt), Date.parse(endsAt)];
  const points = stepsBetween(start - AROUND, end + AROUND).map((at) => ({
    minute: (at - start) / MINUTE,
    online: sumUntil(came, at) - sumUntil(left, at - MINUTE),
    door: sumUntil(door, at)
  }));
  return { points, attended };
}

interface MinuteCount {
  /** Milliseconds. */
  at: number;
  count: number;
}

/** Arrivals or departures by minute, without those whom only the door knows. */
async function onlineBy(
  executor: Executor,
  eventId: string,
  column: 'first_seen' | 'last_seen'
): Promise<MinuteCount[]> {
  const minute = minuteOf(`attendance.${column}`);
  const rows = await executor
    .selectFrom('attendance')
    .select(minute.as('minute'))
    .select(({ fn }) => fn.countAll().as('count'))
    .where('event_id', '=', eventId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('check_ins')
            .select('check_ins.rsvp_id')
            .whereRef('check_ins.rsvp_id', '=', 'attendance.rsvp_id')
            .whereRef('check_ins.at', '=', 'attendance.first_seen')
            .whereRef('check_ins.at', '=', 'attendance.last_seen')
        )
      )
    )
    .groupBy(minute)
    .execute();
  return rows.map(countAt);
}

async function throughDoor(executor: Executor, eventId: string): Promise<MinuteCount[]> {
  const minute = minuteOf('check_ins.at');
  const rows = await executor
    .selectFrom('check_ins')
    .innerJoin('rsvps', 'rsvps.id', 'check_ins.rsvp_id')
    .select(minute.as('minute'))
    .select(({ fn }) => fn.sum('rsvps.seats').as('count'))
    .where('check_ins.event_id', '=', eventId)
    .where('check_ins.present', '=', 1)
    .groupBy(minute)
    .execute();
  return rows.map(countAt);
}

async function countAttended(executor: Executor, eventId: string): Promise<number> {
  const { here, gone } = await executor
    .selectNoFrom(({ selectFrom }) => [
      selectFrom('attendance')
        .select(({ fn }) => fn.countAll().as('n'))
        .where('event_id', '=', eventId)
        .as('here'),
      selectFrom('event_counts')
        .select(({ fn }) => fn.sum('people').as('n'))
        .where('event_id', '=', eventId)
        .where('status', '=', 'attended')
        .as('gone')
    ])
    .executeTakeFirstOrThrow();
  return Number(here ?? 0) + Number(gone ?? 0);
}

function countAt({ minute, count }: { minute: string; count: unknown }): MinuteCount {
  return { at: Date.parse(`${minute}:00.000Z`), count: Number(count ?? 0) };
}

function sumUntil(counts: readonly MinuteCount[], at: number): number {
  return counts.reduce((sum, one) => sum + (one.at <= at ? one.count : 0), 0);
}

/** Every five minutes of an evening, less often the longer it lasts. */
function stepsBetween(from: number, to: number): number[] {
  const step = 5 * MINUTE * Math.max(1, Math.ceil((to - from) / (5 * MINUTE) / MOST_POINTS));
  return Array.from(
    { length: Math.floor((to - from) / step) + 1 },
    (_, index) => from + index * step
  );
}

/** The minute of an instant as it is stored: `2026-11-24T18:05`. */
function minuteOf(column: string) {
  return sql<string>`substr(${sql.ref(column)}, 1, 16)`;
}
