import * as v from 'valibot';

/** What a list of attendees may show beside name and state, in the order of the list. */
export const ATTENDEE_COLUMNS = [
  'code',
  'email',
  'listen',
  'pool',
  'party',
  'needs',
  'news',
  'createdAt',
  'came',
  'source'
] as const;
export type AttendeeColumn = (typeof ATTENDEE_COLUMNS)[number];

/** Addresses are shown to who asks for them: a list is often seen by more eyes than one's own. */
export const FIRST_COLUMNS: readonly AttendeeColumn[] = [
  'listen',
  'party',
  'needs',
  'createdAt',
  'came'
];

const columnsSchema = v.fallback(v.array(v.picklist(ATTENDEE_COLUMNS)), [...FIRST_COLUMNS]);

/** The columns that somebody chose, in the order of the list; what is not understood means the first ones. */
export function readAttendeeColumns(chosen: unknown): AttendeeColumn[] {
  const known = v.parse(columnsSchema, chosen);
  return ATTENDEE_COLUMNS.filter((column) => known.includes(column));
}
