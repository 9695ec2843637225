import { expect, it } from 'vitest';
import { formatCardDay } from './card-day.ts';

it('says the weekday and the short date of the zone, in the language', () => {
  expect(formatCardDay('2026-12-01T04:00:00Z', 'America/New_York', 'es')).toBe('lun 30 nov 2026');
  expect(formatCardDay('2026-12-01T06:00:00Z', 'America/New_York', 'en')).toBe('Tue 1 Dec 2026');
});
