import type { Locale } from '../../i18n/locales.ts';
import { eventPath } from '../../i18n/paths.ts';
import { withOffset } from './clock.ts';
import type { SignLanguage } from './columns.ts';
import type { Attendance, EventPage } from './public-event.ts';

export interface StructuredDataOptions {
  lang: Locale;
  /** `config.origin`. */
  origin: string;
  /** Name of the organisation. */
  organizer: string;
  /** Absolute address of the event's picture. */
  image: string;
}

const ATTENDANCE: Record<Attendance, string> = {
  online: 'https://schema.org/OnlineEventAttendanceMode',
  in_person: 'https://schema.org/OfflineEventAttendanceMode',
  both: 'https://schema.org/MixedEventAttendanceMode'
};

/** BCP 47 codes of the sign languages. */
const SIGN_CODES: Record<SignLanguage, string> = { lsm: 'mfs', asl: 'ase' };

/**
 * The event as schema.org `Event`, as the text of a `<script type="application/ld+json">`. `<`, `>` and `&` are
 * escaped, so the text cannot end the element and reads the same when a template escapes it.
 */
export function structuredDataText(event: EventPage, options: StructuredDataOptions): string {
  return JSON.stringify(structuredData(event, options)).replace(
    /[<>&\u2028\u2029]/g,
    escapeCharacter
  );
}

/** The event as a schema.org object; its online place is our own page, never the stream. */
export function structuredData(
  event: EventPage,
  { lang, origin, organizer, image }: StructuredDataOptions
) {
  const url = origin + eventPath(lang, event.slug[lang]);
  return {
    '@context': 'https://schema.org',
    '@type': 'Event',
    name: event.title.text,
    ...(event.summary && { description: event.summary.text }),
    ...dates(event),
    eventStatus: `https://schema.org/${event.status === 'cancelled' ? 'EventCancelled' : 'EventScheduled'}`,
    eventAttendanceMode: ATTENDANCE[event.attendance],
    inLanguage: languagesOf(event),
    location: locations(event, url),
    organizer: { '@type': 'Organization', name: organizer, url: origin },
    performer: event.people
      .filter((person) => person.role === 'panelist')
      .map((person) => ({ '@type': 'Person', name: person.name })),
    isAccessibleForFree: true,
    image: [image],
    url
  };
}

function dates({ when }: EventPage) {
  return when.type === 'dates'
    ? { startDate: when.firstDay, endDate: when.lastDay }
    : {
        startDate: withOffset(when.startsAt, when.zone),
        endDate: withOffset(when.endsAt, when.zone)
      };
}

/** Every language one can follow the event in. */
function languagesOf(event: EventPage): string[] {
  return [
    ...new Set([
      ...event.spoken,
      ...event.interpretation,
      ...event.sign.map((sign) => SIGN_CODES[sign])
    ])
  ];
}

function locations(event: EventPage, url: string) {
  const online = { '@type': 'VirtualLocation', url };
  const place = event.place && {
    '@type': 'Place',
    name: event.place.text,
    address: event.place.text
  };
  if (!place) return online;
  return event.attendance === 'both' ? [place, online] : place;
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
