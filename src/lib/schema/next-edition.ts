import * as v from 'valibot';

/** When the next edition is, on the clock of the last one. Refuses with `required` and `date`. */
export const nextEditionFormSchema = v.object({
  date: v.pipe(
    v.string('required'),
    v.trim(),
    v.nonEmpty('required'),
    v.regex(/^\d{4}-\d\d-\d\d$/, 'date'),
    v.check((text) => isDay(text), 'date')
  ),
  /** Left out where an event has whole days, and to keep the time of the last edition. */
  time: v.pipe(
    v.optional(v.string(), ''),
    v.trim(),
    v.regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d)?$/, 'date'),
    v.transform((text) => text || null)
  )
});
export type NextEdition = v.InferOutput<typeof nextEditionFormSchema>;

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
