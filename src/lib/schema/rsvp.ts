import * as v from 'valibot';
import { emailSchema } from './email.ts';
import { readVia } from './partner.ts';
import { optionalText } from './text.ts';

export const RSVP_NAME_MAX = 200;
export const RSVP_QUESTION_MAX = 400;
export const RSVP_NEEDS_MAX = 500;

/** A box that sends `on` when it is ticked and nothing otherwise; anything else counts as not ticked. */
const checkbox = v.pipe(
  v.optional(v.string(), ''),
  v.transform((value) => value === 'on')
);

export const MOST_COMPANIONS = 4;

/** How many people come along, as a form sends it; nothing means nobody. Refuses with `invalid`. */
const companions = v.pipe(
  v.optional(v.string(), ''),
  v.regex(/^[0-9]?$/, 'invalid'),
  v.transform(Number),
  v.maxValue(MOST_COMPANIONS, 'invalid')
);
const pool = v.picklist(['room', 'stream'], 'invalid');

/** The forms of the private page that change how many come, and where. */
export const partyFormSchema = v.object({ companions });
export const poolFormSchema = v.object({ pool });

/**
 * The RSVP form as people send it. The name may be an alias or missing; lengths are in graphemes.
 * Refusals: `required`, `too_long`, `invalid`, `email_invalid`.
 */
export const rsvpFormSchema = v.object({
  name: optionalText({ max: RSVP_NAME_MAX }),
  email: v.pipe(
    v.string('required'),
    v.check((text) => text.trim() !== '', 'required'),
    emailSchema
  ),
  listen: v.picklist(['es', 'en'], 'invalid'),
  question: optionalText({ max: RSVP_QUESTION_MAX, multiline: true }),
  questionLang: v.optional(v.picklist(['es', 'en'], 'invalid')),
  needs: optionalText({ max: RSVP_NEEDS_MAX, multiline: true }),
  news: checkbox,
  companions,
  pool: v.optional(pool),
  /** The word of the partner's link that led here; anything else counts as none. */
  via: v.pipe(
    v.optional(v.string(), ''),
    v.transform((text) => readVia(text))
  )
});

export type RsvpForm = v.InferOutput<typeof rsvpFormSchema>;
