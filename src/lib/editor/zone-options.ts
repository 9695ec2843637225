import type { Translate } from '$lib/i18n/make-translator.ts';
import { cityName } from '$lib/i18n/when.ts';

/** Where the house's events and readers are. */
const FREQUENT = [
  'America/Mexico_City',
  'America/Tijuana',
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'America/Guatemala',
  'America/Bogota',
  'Europe/Madrid',
  'UTC'
];

export interface ZoneOption {
  value: string;
  label: string;
}

/** The zones to choose from: the frequent ones by their city, then all others by their name. */
export function zoneOptions(
  known: readonly string[],
  t: Translate
): { frequent: ZoneOption[]; others: ZoneOption[] } {
  return {
    frequent: FREQUENT.map((zone) => ({ value: zone, label: cityName(zone, t) })),
    others: known
      .filter((zone) => !FREQUENT.includes(zone))
      .map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))
  };
}
