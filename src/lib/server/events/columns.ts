import { isLocale, LOCALES, type Locale, type LocalText } from '../../i18n/locales.ts';

/** Mexican and American Sign Language. */
export const SIGN_LANGUAGES = ['lsm', 'asl'] as const;
export type SignLanguage = (typeof SIGN_LANGUAGES)[number];

/** A column that holds a JSON array of languages. */
export function readLanguages(json: string): Locale[] {
  return readArray(json).filter(isLocale);
}

/** A column that holds a JSON array of sign languages. */
export function readSignLanguages(json: string): SignLanguage[] {
  return readArray(json).flatMap((value) => SIGN_LANGUAGES.find((known) => known === value) ?? []);
}

/** A column that holds JSON `{ es?, en? }`. */
export function readLocalText(json: string): LocalText {
  const value: unknown = JSON.parse(json);
  const texts: LocalText = {};
  if (typeof value !== 'object' || value === null) return texts;
  for (const lang of LOCALES) {
    const text: unknown = Reflect.get(value, lang);
    if (typeof text === 'string' && text) texts[lang] = text;
  }
  return texts;
}

function readArray(json: string): unknown[] {
  const value: unknown = JSON.parse(json);
  return Array.isArray(value) ? value : [];
}
