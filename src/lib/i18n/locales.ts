/** The languages of the hub, in the order of preference when nothing else decides. */
export const LOCALES = ['es', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

/** One text per language; a missing language is absent, never an empty string. */
export type LocalText = Partial<Record<Locale, string>>;

/** A text together with the language it is really in, for `lang` and the "only in…" chip. */
export interface FoundText {
  text: string;
  lang: Locale;
}

export function isLocale(value: unknown): value is Locale {
  return value === 'es' || value === 'en';
}

export function otherLocale(locale: Locale): Locale {
  return locale === 'es' ? 'en' : 'es';
}

/** The text in the wanted language, else in the other one, with its true language. */
export function pickText(texts: LocalText, wanted: Locale): FoundText | null {
  for (const lang of [wanted, otherLocale(wanted)]) {
    const text = texts[lang];
    if (text) return { text, lang };
  }
  return null;
}

/** Chooses a language from an `Accept-Language` header (RFC 9110, 12.5.4); Spanish when it names neither. */
export function negotiateLocale(header: string | null): Locale {
  const ranges = (header ?? '').slice(0, 500).split(',').map(parseRange);
  const wanted = ranges.filter((range) => range.quality > 0).sort((a, b) => b.quality - a.quality);
  return (wanted.find((range) => isLocale(range.lang))?.lang as Locale | undefined) ?? 'es';
}

function parseRange(range: string): { lang: string; quality: number } {
  const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
  const quality = parameters.map((p) => /^\s*q=([\d.]+)\s*$/.exec(p)?.[1]).find(Boolean);
  return {
    lang: tag.split('-')[0] ?? '',
    quality: quality === undefined ? 1 : Number(quality) || 0
  };
}
