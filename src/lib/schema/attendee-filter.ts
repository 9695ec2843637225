import * as v from 'valibot';
import { cleanLine } from './text.ts';

/** What may be searched for at once, in characters. */
const SEARCH_MAX = 120;

export const FILTER_STATUSES = ['live', 'confirmed', 'offered', 'waitlisted', 'cancelled'] as const;
/** As a source: by no partner's link. No link has this word. */
export const DIRECT = '-';
const YES_NO = ['yes', 'no'] as const;

/** One of `values`, or null for any; what nobody offers means any too, as an old address may say it. */
function oneOf<const Value extends string>(values: readonly Value[]) {
  return v.fallback(v.optional(v.nullable(v.picklist(values)), null), null);
}

/**
 * Which RSVPs of an event are meant: null is any. One value, so that it can be kept as JSON and asked again
 * later. `live` is all but the cancelled ones; `q` is a whole address or words of names.
 */
export const attendeeFilterSchema = v.object({
  q: v.fallback(
    v.pipe(
      v.optional(v.nullable(v.string()), null),
      v.transform((text) => cleanLine((text ?? '').slice(0, SEARCH_MAX).toWellFormed()) || null)
    ),
    null
  ),
  status: oneOf(FILTER_STATUSES),
  listen: oneOf(['es', 'en']),
  pool: oneOf(['room', 'stream']),
  news: oneOf(YES_NO),
  needs: oneOf(YES_NO),
  came: oneOf(YES_NO),
  source: v.fallback(
    v.optional(v.nullable(v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,80}$/))), null),
    null
  )
});

export type AttendeeFilter = v.InferOutput<typeof attendeeFilterSchema>;
export type FilterField = keyof AttendeeFilter;

export const FILTER_FIELDS: readonly FilterField[] = [
  'q',
  'status',
  'listen',
  'pool',
  'news',
  'needs',
  'came',
  'source'
];

/** Everybody. */
export const ANYBODY: AttendeeFilter = {
  q: null,
  status: null,
  listen: null,
  pool: null,
  news: null,
  needs: null,
  came: null,
  source: null
};

/** Reads a filter from an address or a form. Nothing is refused: what is not understood means any. */
export function readAttendeeFilter(fields: URLSearchParams | FormData): AttendeeFilter {
  const typed = FILTER_FIELDS.map((name) => [name, fields.get(name) || null]);
  return v.parse(attendeeFilterSchema, Object.fromEntries(typed));
}

/** The filter as a query without `?`. Who is searched for is left out: addresses are kept by browsers and proxies. */
export function attendeeFilterQuery(filter: AttendeeFilter): string {
  const set = FILTER_FIELDS.flatMap((name) => {
    const value = filter[name];
    return name === 'q' || value === null ? [] : [[name, value]];
  });
  return new URLSearchParams(set).toString();
}

export const ATTENDEE_SORTS = ['new', 'old', 'name'] as const;
export type AttendeeSort = (typeof ATTENDEE_SORTS)[number];

/** The order that an address or a form asks for; the newest first when it asks for none. */
export function readAttendeeSort(fields: URLSearchParams | FormData): AttendeeSort {
  return ATTENDEE_SORTS.find((sort) => sort === fields.get('sort')) ?? 'new';
}
