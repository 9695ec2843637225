import type { Locale } from '../../i18n/locales.ts';

/** How many mails, by their language. */
export type MailCount = Record<Locale, number>;

export interface MailsOfChange {
  /** Of another time or place, of a cancellation or of an event that takes place after all. */
  told: MailCount;
  /** Of a place that came free in the line. */
  line: MailCount;
  /** Of the record, to who asked for it. */
  record: MailCount;
}

/**
 * Where a trial counts mails to many people instead of writing them: by statements whose number does not grow
 * with the people. What decides who is written to is the same for both.
 */
export type MailTally = MailsOfChange;

export function emptyTally(): MailTally {
  return { told: { es: 0, en: 0 }, line: { es: 0, en: 0 }, record: { es: 0, en: 0 } };
}
