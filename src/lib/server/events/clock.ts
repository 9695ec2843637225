import { Temporal } from 'temporal-polyfill';
import type { EventWhen } from '../../i18n/when.ts';

/** The two instants of an event as ISO text in UTC. */
export interface Instants {
  startsAt: string;
  endsAt: string;
}

export type TimedOutcome = ({ ok: true } & Instants) | { ok: false; code: WallTimeRefusal };
/** The clock was put forward over that time, or back so that it comes twice: a person must choose another. */
export type WallTimeRefusal = 'time_skipped' | 'time_repeated';

/** The columns of an event's row that say when it is. */
export interface WhenRow {
  zone: string;
  start_local: string | null;
  duration_minutes: number | null;
  start_date: string | null;
  days: number | null;
  starts_at: string;
  ends_at: string;
}

/** A new demo or template time never ends in odd minutes. */
const ANCHOR_MINUTES = 5;

/** The instants of wall time `YYYY-MM-DDTHH:MM` in `zone`. Refuses times that the clock skips or repeats there. */
export function timedInstants(local: string, durationMinutes: number, zone: string): TimedOutcome {
  const wall = Temporal.PlainDateTime.from(local);
  const earlier = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const later = wall.toZonedDateTime(zone, { disambiguation: 'later' });
  if (!earlier.equals(later)) {
    return {
      ok: false,
      code: earlier.toPlainDateTime().equals(wall) ? 'time_repeated' : 'time_skipped'
    };
  }
  return {
    ok: true,
    startsAt: iso(earlier),
    endsAt: iso(earlier.add({ minutes: durationMinutes }))
  };
}

/** From the first midnight of `firstDay` to the midnight after the last day, as `zone` sees them. */
export function wholeDayInstants(firstDay: string, days: number, zone: string): Instants {
  const first = Temporal.PlainDate.from(firstDay);
  return {
    startsAt: iso(first.toZonedDateTime(zone)),
    endsAt: iso(first.add({ days }).toZonedDateTime(zone))
  };
}

/** Wall time in `zone` after `startsIn` (ISO 8601 duration) from now, rounded up to five minutes. */
export function anchorTime(startsIn: string, zone: string, now: Date): string {
  let moment = zoned(now, zone)
    .add(Temporal.Duration.from(startsIn))
    .round({ smallestUnit: 'minute', roundingIncrement: ANCHOR_MINUTES, roundingMode: 'ceil' });
  // Out of the hour that the clock repeats, which can be up to two hours away.
  while (!timedInstants(wallTime(moment), 0, zone).ok) moment = moment.add({ hours: 1 });
  return wallTime(moment);
}

/** The day `YYYY-MM-DD` that `startsOn` names: a date, or an ISO 8601 duration of days from today in `zone`. */
export function anchorDay(startsOn: string, zone: string, now: Date): string {
  if (!startsOn.startsWith('P')) return startsOn;
  return zoned(now, zone).toPlainDate().add(Temporal.Duration.from(startsOn)).toString();
}

/** Whole minutes of an ISO 8601 duration of hours and minutes, such as `PT90M`. */
export function durationMinutes(duration: string): number {
  return Temporal.Duration.from(duration).total('minutes');
}

/** The wall time or the days of an event's row. Throws when the row has neither. */
export function eventWhen(row: WhenRow): EventWhen {
  const shared = { startsAt: row.starts_at, endsAt: row.ends_at, zone: row.zone };
  if (row.start_local !== null) return { type: 'timed', ...shared, local: row.start_local };
  if (row.start_date === null || row.days === null)
    throw new Error('an event has neither a time nor days');
  const lastDay = Temporal.PlainDate.from(row.start_date).add({ days: row.days - 1 });
  return {
    type: 'dates',
    ...shared,
    firstDay: row.start_date,
    lastDay: lastDay.toString(),
    days: row.days
  };
}

/** An instant as the zone writes it, with its offset: `2026-11-24T18:00-06:00` (ISO 8601). */
export function withOffset(instant: string, zone: string): string {
  return zoned(new Date(instant), zone).toString({ smallestUnit: 'minute', timeZoneName: 'never' });
}

/** An instant as a date and time of `zone`. */
export function zoned(instant: Date, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);
}

/** What the clocks of `zone` show at an instant, `YYYY-MM-DDTHH:MM`. */
export function wallTimeAt(instant: Date, zone: string): string {
  return wallTime(zoned(instant, zone));
}

/** The same text form as `Date.toISOString`, so that instants sort as text. */
function iso(moment: Temporal.ZonedDateTime): string {
  return new Date(moment.epochMilliseconds).toISOString();
}

function wallTime(moment: Temporal.ZonedDateTime): string {
  return moment.toPlainDateTime().toString({ smallestUnit: 'minute' });
}
