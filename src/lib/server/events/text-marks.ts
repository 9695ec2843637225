import { otherLocale, type Locale } from '../../i18n/locales.ts';
import type { EventContent, TextName } from '../../schema/event-fields.ts';
import { textField } from '../../schema/event-fields.ts';

/** When each language of a text was last written, and which one the other has left behind. */
export interface TextMark {
  es?: string;
  en?: string;
  stale?: Locale;
}
export type TextMarks = { [Name in TextName]?: TextMark | undefined };

/** `behind`: the other language was changed since this one was written. */
export type TextState = 'written' | 'missing' | 'behind';

/** Who goes on typing within this time is still at the same work. */
const SITTING = 60 * 60_000;

/**
 * The mark after `lang` of a text was changed at `at`. Writing the language that was behind, or that was not
 * there, catches up; changing one that was up to date leaves the other behind. Going on with a translation that
 * was the last thing written does not.
 */
export function markChange(
  mark: TextMark,
  lang: Locale,
  { at, wasEmpty, otherEmpty }: { at: string; wasEmpty: boolean; otherEmpty: boolean }
): TextMark {
  const { stale: _stale, ...times } = mark;
  const next: TextMark = { ...times, [lang]: at };
  const other = otherLocale(lang);
  if (otherEmpty || wasEmpty || mark.stale === lang) return next;
  if (mark.stale === other || !isSameSitting(mark, lang, at)) next.stale = other;
  return next;
}

/** What a language has of a text, with regard to the other. */
export function textState(
  content: EventContent,
  marks: TextMarks,
  name: TextName,
  lang: Locale
): TextState {
  if (!content[textField(name, lang)]) return 'missing';
  const other = content[textField(name, otherLocale(lang))];
  return marks[name]?.stale === lang && other ? 'behind' : 'written';
}

function isSameSitting(mark: TextMark, lang: Locale, at: string): boolean {
  const own = mark[lang];
  const others = mark[otherLocale(lang)] ?? '';
  return own !== undefined && own > others && Date.parse(at) - Date.parse(own) < SITTING;
}
