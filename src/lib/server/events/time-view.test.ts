import { expect, test } from 'vitest';
import { timeView } from './time-view.ts';

const NEW_YORK = {
  timing: 'timed',
  date: '2027-01-14',
  time: '18:00',
  minutes: '90',
  zone: 'America/New_York'
};

test('a time is told with the clocks of the cities where readers live', () => {
  expect(timeView(NEW_YORK, 'es', 'Europe/Madrid')).toMatchObject({
    type: 'when',
    when: { startsAt: '2027-01-14T23:00:00.000Z', endsAt: '2027-01-15T00:30:00.000Z' },
    elsewhere: expect.stringMatching(/^00:00 \(el día siguiente\) Madrid · 17:00 Ciudad de México/)
  });
});

test.for([
  ['2027-03-14', '02:30', 'time_skipped', ['01:30', '03:00']],
  ['2027-11-07', '01:30', 'time_repeated', ['00:30', '02:00']]
] as const)('at %s %s the nearest times are offered', ([date, time, code, choices]) => {
  const view = timeView({ ...NEW_YORK, date, time }, 'es', null);
  expect(view).toMatchObject({ type: 'ask', code });
  expect(view).toEqual({ type: 'ask', code, choices });
});

test('fields that are no time yet say nothing', () => {
  for (const wrong of [{ date: '2027-02-30' }, { time: '' }, { minutes: 'x' }, { zone: 'Luna' }])
    expect(timeView({ ...NEW_YORK, ...wrong }, 'es', null)).toBeNull();
  expect(timeView({ ...NEW_YORK, timing: 'days', days: '3' }, 'en', null)).toMatchObject({
    when: { type: 'dates', lastDay: '2027-01-16' },
    elsewhere: null
  });
});
