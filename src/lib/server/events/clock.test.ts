import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  anchorDay,
  anchorTime,
  durationMinutes,
  timedInstants,
  wholeDayInstants,
  withOffset
} from './clock.ts';

const NOW = new Date('2026-11-24T18:02:30Z');

test('wall time keeps its hour in the zone whatever the season', () => {
  expect(timedInstants('2027-01-14T18:00', 90, 'America/Mexico_City')).toMatchObject({
    startsAt: '2027-01-15T00:00:00.000Z',
    endsAt: '2027-01-15T01:30:00.000Z'
  });
  expect(timedInstants('2027-07-14T18:00', 90, 'America/Mexico_City')).toMatchObject({
    startsAt: '2027-07-15T00:00:00.000Z'
  });
  expect(timedInstants('2027-07-14T18:00', 90, 'America/Tijuana')).toMatchObject({
    startsAt: '2027-07-15T01:00:00.000Z'
  });
  expect(timedInstants('2027-07-14T18:00', 90, 'Europe/Madrid')).toMatchObject({
    startsAt: '2027-07-14T16:00:00.000Z'
  });
});

test('refuses a time that the clock skips and one that it repeats', () => {
  expect(timedInstants('2027-03-14T02:30', 60, 'America/New_York')).toEqual({
    ok: false,
    code: 'time_skipped'
  });
  expect(timedInstants('2027-11-07T01:30', 60, 'America/New_York')).toEqual({
    ok: false,
    code: 'time_repeated'
  });
  expect(timedInstants('2027-03-14T02:30', 60, 'America/Tijuana')).toEqual({
    ok: false,
    code: 'time_skipped'
  });
  expect(timedInstants('2027-03-14T02:30', 60, 'America/Mexico_City').ok).toBe(true);
});

test('whole days run from midnight to midnight, also over a change of the clock', () => {
  expect(wholeDayInstants('2027-03-13', 2, 'America/New_York')).toEqual({
    startsAt: '2027-03-13T05:00:00.000Z',
    endsAt: '2027-03-15T04:00:00.000Z'
  });
});

test('an anchored time is ahead by what was asked, rounded up to five minutes', () => {
  expect(anchorTime('PT20M', 'America/Mexico_City', NOW)).toBe('2026-11-24T12:25');
  expect(anchorTime('P6DT3H', 'America/New_York', NOW)).toBe('2026-11-30T16:05');
  expect(anchorDay('P45D', 'America/Mexico_City', NOW)).toBe('2027-01-08');
  expect(anchorDay('2023-11-08', 'America/Mexico_City', NOW)).toBe('2023-11-08');
});

test('the day of an anchor is the one of its zone', () => {
  expect(anchorDay('P1D', 'America/Mexico_City', new Date('2026-11-25T02:00:00Z'))).toBe(
    '2026-11-25'
  );
});

test('an anchored time always exists exactly once', () => {
  const instants = fc.date({
    min: new Date('2026-01-01'),
    max: new Date('2030-01-01'),
    noInvalidDate: true
  });
  const zones = fc.constantFrom(
    'America/New_York',
    'America/Tijuana',
    'America/Santiago',
    'America/Asuncion',
    'Europe/Madrid'
  );
  fc.assert(
    fc.property(instants, zones, (now, zone) => {
      const outcome = timedInstants(anchorTime('PT20M', zone, now), 60, zone);
      if (!outcome.ok) throw new Error(outcome.code);
      expect(Date.parse(outcome.startsAt) - now.getTime()).toBeGreaterThanOrEqual(20 * 60_000);
    }),
    { examples: [[new Date('2027-11-07T05:20:00Z'), 'America/New_York']] }
  );
});

test('durations are minutes, offsets are written out', () => {
  expect(durationMinutes('PT1H30M')).toBe(90);
  expect(withOffset('2026-11-25T00:00:00.000Z', 'America/Mexico_City')).toBe(
    '2026-11-24T18:00-06:00'
  );
});
