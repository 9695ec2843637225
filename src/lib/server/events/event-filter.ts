import { isLocale, type Locale } from '../../i18n/locales.ts';
import { EVENT_KINDS } from '../../schema/event-kinds.ts';
import type { EventKind } from '../db/schema.ts';

/** What a list may be narrowed by; the fields of the filter form and of its address. */
export interface EventFilter {
  /** Free text: every word must be found, whatever its accents and case. */
  q?: string;
  kind?: EventKind;
  /** Spoken or interpreted. */
  language?: Locale;
  when?: ListSection;
}

/** `upcoming` includes what is live now. */
export const LIST_SECTIONS = ['upcoming', 'past'] as const;
export type ListSection = (typeof LIST_SECTIONS)[number];

const LONGEST_QUERY = 100;

/** Reads `?q=&kind=&language=&when=`; values that mean nothing are left out. */
export function readEventFilter(params: URLSearchParams): EventFilter {
  const q = (params.get('q') ?? '').trim().slice(0, LONGEST_QUERY);
  const kind = EVENT_KINDS.find((known) => known === params.get('kind'));
  const language = params.get('language');
  const when = LIST_SECTIONS.find((known) => known === params.get('when'));
  return {
    ...(q && { q }),
    ...(kind && { kind }),
    ...(isLocale(language) && { language }),
    ...(when && { when })
  };
}
