import fc from 'fast-check';
import { expect, test } from 'vitest';
import { translatorFor } from './translator.ts';
import {
  cityName,
  formatDates,
  formatDay,
  formatTime,
  formatTimeRange,
  formatWhen,
  isZone,
  localDay,
  timeToGo,
  twoClocks
} from './when.ts';
import type { DatesWhen, TimedWhen } from './when.ts';

const MEXICO = 'America/Mexico_City';

function timed(startsAt: string, endsAt: string, zone = MEXICO): TimedWhen {
  return { type: 'timed', startsAt, endsAt, zone, local: '' };
}

function dates(firstDay: string, lastDay: string): DatesWhen {
  return { type: 'dates', startsAt: '', endsAt: '', zone: MEXICO, firstDay, lastDay, days: 0 };
}

/** No-break spaces are for the line breaks, not for these sentences. */
function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}

test('a day is written as one says it', () => {
  expect(formatDay('2026-11-25T00:00:00Z', MEXICO, 'es')).toBe('martes 24 de noviembre de 2026');
  expect(formatDay('2026-11-25T00:00:00Z', MEXICO, 'en')).toBe('Tuesday 24 November 2026');
});

test('Spanish has the 24-hour clock, English the 12-hour one', () => {
  expect(formatTime('2026-11-25T00:00:00Z', MEXICO, 'es')).toBe('18:00');
  expect(plain(formatTime('2026-11-25T00:00:00Z', MEXICO, 'en'))).toBe('6:00 pm');
  expect(formatTime('2026-11-25T06:00:00Z', MEXICO, 'es')).toBe('00:00');
  expect(plain(formatTime('2026-11-25T06:00:00Z', MEXICO, 'en'))).toBe('12:00 am');
});

test('a range says am or pm once when both ends share it', () => {
  const evening = timed('2026-11-25T00:00:00Z', '2026-11-25T01:30:00Z');
  expect(formatTimeRange(evening, 'es')).toBe('18:00–19:30');
  expect(plain(formatTimeRange(evening, 'en'))).toBe('6:00–7:30 pm');
  expect(plain(formatTimeRange(timed('2026-11-24T17:00:00Z', '2026-11-24T18:30:00Z'), 'en'))).toBe(
    '11:00 am–12:30 pm'
  );
  expect(formatWhen(evening, 'es')).toBe('martes 24 de noviembre de 2026, 18:00–19:30');
});

test('whole days name the month and the year once', () => {
  expect(formatDates(dates('2027-01-08', '2027-01-16'), 'es')).toBe('8–16 ene 2027');
  expect(formatDates(dates('2027-01-08', '2027-01-16'), 'en')).toBe('8–16 Jan 2027');
  expect(formatDates(dates('2026-11-28', '2026-12-06'), 'es')).toBe('28 nov – 6 dic 2026');
  expect(formatDates(dates('2026-12-28', '2027-01-06'), 'en')).toBe('28 Dec 2026 – 6 Jan 2027');
  expect(formatDates(dates('2027-01-08', '2027-01-08'), 'es')).toBe('8 ene 2027');
});

test('the reader elsewhere sees a second clock, and on which day', () => {
  const late = timed('2026-11-25T05:30:00Z', '2026-11-25T07:00:00Z');
  expect(twoClocks(late, 'America/Tijuana', 'es')).toEqual({
    event: { zone: MEXICO, time: '23:30', dayShift: 0 },
    reader: { zone: 'America/Tijuana', time: '21:30', dayShift: 0 }
  });
  expect(twoClocks(late, 'Europe/Madrid', 'es').reader).toEqual({
    zone: 'Europe/Madrid',
    time: '06:30',
    dayShift: 1
  });
  expect(twoClocks(late, 'America/Monterrey', 'es').reader).toBeNull();
  expect(twoClocks(late, 'Mars/Olympus_Mons', 'es').reader).toBeNull();
  expect(twoClocks(late, null, 'es').reader).toBeNull();
});

test('Tijuana changes its clock and Mexico City does not', () => {
  const summer = timed('2027-07-01T18:00:00Z', '2027-07-01T19:00:00Z');
  const winter = timed('2027-01-14T18:00:00Z', '2027-01-14T19:00:00Z');
  expect(
    [summer, winter].map((when) => twoClocks(when, 'America/Tijuana', 'es').reader?.time)
  ).toEqual(['11:00', '10:00']);
  expect([summer, winter].map((when) => twoClocks(when, null, 'es').event.time)).toEqual([
    '12:00',
    '12:00'
  ]);
});

test('the time to go is in the unit that people use', () => {
  const now = new Date('2026-11-24T18:00:00Z');
  expect(timeToGo('2026-11-24T18:19:01Z', now, MEXICO)).toEqual({ unit: 'minute', count: 20 });
  expect(timeToGo('2026-11-24T20:50:00Z', now, MEXICO)).toEqual({ unit: 'hour', count: 3 });
  expect(timeToGo('2026-11-26T04:00:00Z', now, MEXICO)).toEqual({ unit: 'day', count: 1 });
  expect(timeToGo('2026-11-30T21:00:00Z', now, MEXICO)).toEqual({ unit: 'day', count: 6 });
  expect(timeToGo('2026-11-24T18:00:00Z', now, MEXICO)).toBeNull();
});

test('the words for the time to go exist in both languages', () => {
  const [es, en] = [translatorFor('es'), translatorFor('en')];
  expect(es('when.startsIn.minute', { count: 20 })).toBe('Empieza en 20 minutos');
  expect(es('when.startsIn.day', { count: 1 })).toBe('Empieza mañana');
  expect(en('when.startsIn.hour', { count: 1 })).toBe('Starts in 1 hour');
});

test('a zone is called by its city', () => {
  expect(cityName('America/Los_Angeles', translatorFor('es'))).toBe('Los Ángeles');
  expect(cityName('America/Argentina/Buenos_Aires', translatorFor('en'))).toBe('Buenos Aires');
  expect(cityName('Asia/Ho_Chi_Minh', translatorFor('es'))).toBe('Ho Chi Minh');
  expect(isZone('America/Atlantis')).toBe(false);
});

test('a local day is the one of the zone, at any instant', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
      (instant) => {
        expect(localDay(instant, 'UTC')).toBe(instant.toISOString().slice(0, 10));
      }
    )
  );
});
