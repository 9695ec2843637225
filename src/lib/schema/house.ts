import * as v from 'valibot';
import { requiredText } from './text.ts';

/** What an admin may choose, in days after an event's end. */
export const RETENTION_LIMITS = { least: 1, most: 365 } as const;
export const HOUSE_NAME_MAX = 60;
export const TEST_SENTENCE_MAX = 200;

const version = v.pipe(v.string('invalid'), v.regex(/^\d{1,9}$/, 'invalid'), v.transform(Number));

/** Empty is the program's own. */
const name = v.union(
  [
    v.pipe(
      v.optional(v.string(), ''),
      v.trim(),
      v.literal(''),
      v.transform(() => null)
    ),
    requiredText({ max: HOUSE_NAME_MAX })
  ],
  'too_long'
);

/** The names of the house: each language its own, or one for both, or none. */
export const houseNameSchema = v.object({ version, nameEs: name, nameEn: name });

const colour = v.pipe(
  v.optional(v.string(), ''),
  v.trim(),
  v.toLowerCase(),
  v.regex(/^(#[0-9a-f]{6})?$/, 'invalid')
);

/** One colour for each theme; none is the program's own. */
export const houseColoursSchema = v.object({ version, light: colour, dark: colour });

/** Days that personal data is kept; `sure` once the admin has read what a change does. */
export const houseRetentionSchema = v.object({
  version,
  days: v.pipe(
    v.string('invalid'),
    v.trim(),
    v.regex(/^\d{1,3}$/, 'invalid'),
    v.transform(Number),
    v.minValue(RETENTION_LIMITS.least, 'invalid'),
    v.maxValue(RETENTION_LIMITS.most, 'invalid')
  ),
  sure: v.optional(v.string(), '')
});

export const testSentenceSchema = v.object({ text: requiredText({ max: TEST_SENTENCE_MAX }) });
