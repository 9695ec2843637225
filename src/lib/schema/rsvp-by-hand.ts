import * as v from 'valibot';
import { rsvpFormSchema } from './rsvp.ts';

const { name, email, listen, needs, companions, pool } = rsvpFormSchema.entries;

/**
 * The form by which an organizer writes somebody down. No box for news: only the person can say yes to it.
 * Refusals: those of the public form.
 */
export const rsvpByHandSchema = v.object({
  ...{ name, email, listen, needs, companions, pool },
  /** The language of the person's mails. */
  lang: v.picklist(['es', 'en'], 'invalid'),
  mail: v.pipe(
    v.optional(v.string(), ''),
    v.transform((value) => value === 'on')
  )
});

export type RsvpByHandField = keyof typeof rsvpByHandSchema.entries;
