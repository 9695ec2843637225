import * as v from 'valibot';

/** The most seats that one event can have, the same as in an import file. */
export const MOST_CAPACITY = 100_000;

/** Seats as a form sends them: a whole number, or nothing for as many as come. Refuses with `invalid`. */
const seats = v.pipe(
  v.optional(v.string(), ''),
  v.trim(),
  v.regex(/^\d{0,6}$/, 'invalid'),
  v.transform((text) => (text === '' ? null : Number(text))),
  v.nullable(v.pipe(v.number(), v.minValue(1, 'invalid'), v.maxValue(MOST_CAPACITY, 'invalid')))
);

/** The form by which organizers change how many seats an event has. */
export const capacityFormSchema = v.object({ capacity: seats, streamCapacity: seats });
