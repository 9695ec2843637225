import i18next, { type Resource, type TFunction } from 'i18next';
import type { Locale } from './locales.ts';

/** The files of `locales/{lang}/`, one namespace each. */
export const NAMESPACES = [
  'attendee',
  'common',
  'editor',
  'errors',
  'events',
  'guests',
  'house',
  'mail',
  'messages',
  'people',
  'room',
  'staff',
  'team'
] as const;
export type Namespace = (typeof NAMESPACES)[number];

export type Texts = Partial<Record<Namespace, Resource[string][string]>>;
export type Translate = TFunction<Namespace[]>;

/** A translator of its own for one language; `common` needs no prefix, the others are written `events:rsvp.title`. */
export function makeTranslator(lang: Locale, texts: Texts): Translate {
  const instance = i18next.createInstance({
    lng: lang,
    fallbackLng: false,
    ns: Object.keys(texts),
    defaultNS: 'common',
    resources: { [lang]: texts as Resource[string] },
    initAsync: false,
    // Svelte and the mail layout escape; what people typed is never read as a template again.
    interpolation: { escapeValue: false, skipOnVariables: true },
    returnNull: false
  });
  void instance.init();
  return instance.getFixedT(lang, Object.keys(texts) as Namespace[]) as Translate;
}
