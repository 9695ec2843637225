import type { ImportEvent } from '../../schema/import.ts';
import {
  anchorDay,
  anchorTime,
  durationMinutes,
  timedInstants,
  wholeDayInstants,
  type WallTimeRefusal,
  type WhenRow
} from './clock.ts';

export type TimesOutcome = { ok: true; times: WhenRow } | { ok: false; code: WallTimeRefusal };

type ImportTimes = Pick<
  ImportEvent,
  'zone' | 'start' | 'startsIn' | 'duration' | 'startsOn' | 'days'
>;

/** When an event of the file is; durations count from `now`. Refuses wall times that the clock skips or repeats. */
export function eventTimes(event: ImportTimes, now: Date): TimesOutcome {
  if (event.startsOn !== undefined && event.days !== undefined) {
    return {
      ok: true,
      times: wholeDayTimes(anchorDay(event.startsOn, event.zone, now), event.days, event.zone)
    };
  }
  const local =
    event.startsIn === undefined ? event.start : anchorTime(event.startsIn, event.zone, now);
  if (local === undefined || event.duration === undefined)
    throw new Error('the schema lets no event without a time pass');
  return timedTimes(local, durationMinutes(event.duration), event.zone);
}

/** The columns of an event at wall time `local`. */
export function timedTimes(local: string, minutes: number, zone: string): TimesOutcome {
  const instants = timedInstants(local, minutes, zone);
  if (!instants.ok) return instants;
  const times = {
    zone,
    start_local: local,
    duration_minutes: minutes,
    start_date: null,
    days: null
  };
  return { ok: true, times: { ...times, starts_at: instants.startsAt, ends_at: instants.endsAt } };
}

/** The columns of an event of whole days. */
export function wholeDayTimes(firstDay: string, days: number, zone: string): WhenRow {
  const { startsAt, endsAt } = wholeDayInstants(firstDay, days, zone);
  return {
    zone,
    start_local: null,
    duration_minutes: null,
    start_date: firstDay,
    days,
    starts_at: startsAt,
    ends_at: endsAt
  };
}
