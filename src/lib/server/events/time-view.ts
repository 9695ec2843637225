import { Temporal } from 'temporal-polyfill';
import type { Locale } from '../../i18n/locales.ts';
import type { EventWhen } from '../../i18n/when.ts';
import type { EventContent } from '../../schema/event-fields.ts';
import { IMPORT_PATTERNS } from '../../schema/import.ts';
import { cityClocks } from '../mail/city-clocks.ts';
import { eventWhen, timedInstants, type WallTimeRefusal } from './clock.ts';
import { timedTimes, wholeDayTimes } from './import-times.ts';

/** What the time fields of an event mean, while they are typed. */
export type TimeView =
  /** `elsewhere` are the clocks of the cities where readers live; null for whole days. */
  | { type: 'when'; when: EventWhen; elsewhere: string | null }
  /** The clock jumps there: a person chooses another time. */
  | { type: 'ask'; code: WallTimeRefusal; choices: string[] };

/** Null while the fields are no time yet. */
export function timeView(
  content: EventContent,
  lang: Locale,
  readerZone: string | null
): TimeView | null {
  const { timing, date = '', time = '', minutes = '', days = '', zone = '' } = content;
  if (!isZone(zone) || !isDay(date)) return null;
  if (timing === 'days') {
    const count = Number(days);
    if (!Number.isInteger(count) || count < 1 || count > 60) return null;
    return { type: 'when', when: eventWhen(wholeDayTimes(date, count, zone)), elsewhere: null };
  }
  const local = `${date}T${time}`;
  if (!IMPORT_PATTERNS.start.test(local) || !/^\d{1,4}$/.test(minutes)) return null;
  const outcome = timedTimes(local, Number(minutes), zone);
  if (!outcome.ok) return { type: 'ask', code: outcome.code, choices: choicesFor(local, zone) };
  const when = eventWhen(outcome.times);
  if (when.type !== 'timed') return null;
  return { type: 'when', when, elsewhere: cityClocks(when, lang, readerZone ?? zone) };
}

/** The nearest times of that day, before and after, that are there once. */
function choicesFor(local: string, zone: string): string[] {
  const wall = Temporal.PlainDateTime.from(local);
  return [-1, 1].flatMap((direction) => {
    for (let steps = 1; steps <= 6; steps += 1) {
      const near = wall.add({ minutes: direction * steps * 30 });
      const text = near.toString({ smallestUnit: 'minute' });
      if (timedInstants(text, 0, zone).ok)
        return near.toPlainDate().equals(wall) ? [text.slice(11)] : [];
    }
    return [];
  });
}

function isDay(date: string): boolean {
  try {
    return Temporal.PlainDate.from(date, { overflow: 'reject' }).year >= 1970;
  } catch {
    return false;
  }
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).format() !== '';
  } catch {
    return false;
  }
}
