import { LOCALES, pickText, type Locale } from '../../i18n/locales.ts';
import type { EventBefore } from '../mail/message.ts';

/** The languages whose readers hear of a change. */
export function changedLanguages(before: EventBefore, after: EventBefore): Locale[] {
  return LOCALES.filter((lang) => isVisible(before, after, lang));
}

/** A place that was corrected in one language is news only to who reads that language. */
export function isVisible(before: EventBefore, after: EventBefore, lang: Locale): boolean {
  const seen = ({ when, place, cancelled }: EventBefore) =>
    JSON.stringify([when, pickText(place, lang), cancelled]);
  return seen(before) !== seen(after);
}
