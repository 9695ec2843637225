import * as v from 'valibot';
import { isWebUrl } from './addresses.ts';
import { IMPORT_PATTERNS } from './import.ts';
import { optionalText, requiredText } from './text.ts';

export const PARTNER_LIMITS = { name: 120, url: 300 } as const;

/** A partner organisation as the form sends it. Refusals: `required`, `too_long`, `invalid`, `url`. */
export const partnerFormSchema = v.object({
  name: requiredText({ max: PARTNER_LIMITS.name }),
  url: v.pipe(
    optionalText({ max: PARTNER_LIMITS.url }),
    v.check((url) => url === null || isWebUrl(url), 'url')
  )
});
export type PartnerForm = v.InferOutput<typeof partnerFormSchema>;

/** The word of a partner's link, as an address carries it; null for anything else. */
export function readVia(text: string | null | undefined): string | null {
  return text && text.length <= 80 && IMPORT_PATTERNS.slug.test(text) ? text : null;
}
