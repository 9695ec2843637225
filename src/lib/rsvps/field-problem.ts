import type { Translate } from '../i18n/make-translator.ts';

const CODES = ['required', 'too_long', 'invalid', 'email_invalid'] as const;

/** The sentence for a field's code; codes without one of their own say that the text cannot be stored. */
export function fieldProblem(t: Translate, code: string | undefined): string | undefined {
  if (code === undefined) return undefined;
  const known = CODES.find((candidate) => candidate === code) ?? 'invalid';
  return t(`errors:field.${known}`);
}
