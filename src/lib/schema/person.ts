import * as v from 'valibot';
import { optionalText, requiredText } from './text.ts';

/** Lengths in graphemes. */
export const PERSON_LIMITS = { name: 100, role: 200, pronouns: 40, bio: 1_500, alt: 200 } as const;

const role = optionalText({ max: PERSON_LIMITS.role });
const pronouns = optionalText({ max: PERSON_LIMITS.pronouns });
const bio = optionalText({ max: PERSON_LIMITS.bio, multiline: true });
const alt = optionalText({ max: PERSON_LIMITS.alt });

/** The version that a change was made on, as a hidden field carries it. */
const version = v.pipe(
  v.optional(v.string(), '0'),
  v.regex(/^\d{1,9}$/, 'invalid'),
  v.transform(Number)
);

/** A person as the form sends it. Refusals: `required`, `too_long`, `invalid`. */
export const personFormSchema = v.object({
  name: requiredText({ max: PERSON_LIMITS.name }),
  role_es: role,
  role_en: role,
  pronouns_es: pronouns,
  pronouns_en: pronouns,
  bio_es: bio,
  bio_en: bio,
  version
});
export type PersonForm = v.InferOutput<typeof personFormSchema>;

/** What is said of a picture, for who does not see it. */
export const photoFormSchema = v.object({ alt_es: alt, alt_en: alt });
export type PhotoForm = v.InferOutput<typeof photoFormSchema>;

/** What a person's address begins with: their name in plain letters; empty where nothing of it is left. */
export function slugOfName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
}
