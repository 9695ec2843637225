import { foldText } from '../schema/text.ts';
import type { Lang, StaffQuestion } from './protocol.ts';

/** What a moderator wants to see for the moment. */
export interface DeskFilter {
  text: string;
  lang: Lang | null;
  /** Only what a filter noticed something in. */
  flagged: boolean;
  /** The questions of held and blocked viewers, which wait nowhere else. */
  apart: boolean;
}

export const NO_FILTER: DeskFilter = { text: '', lang: null, flagged: false, apart: false };

export function isFiltering(filter: DeskFilter): boolean {
  return filter.text.trim() !== '' || filter.lang !== null || filter.flagged || filter.apart;
}

/** A test for questions: all words typed occur in either text, the name, the labels or the panelist. */
export function makeMatcher(filter: DeskFilter): (question: StaffQuestion) => boolean {
  const words = foldText(filter.text).split(/\s+/).filter(Boolean);
  return (question) =>
    (filter.lang === null || question.lang === filter.lang) &&
    (!filter.flagged || question.flags.length > 0) &&
    (words.length === 0 || hasWords(question, words));
}

function hasWords(question: StaffQuestion, words: string[]): boolean {
  const folded = foldedOf(question);
  return words.every((word) => folded.includes(word));
}

/** By the object with the texts, which survives a new count of votes. */
const cache = new WeakMap<StaffQuestion['text'], { key: string; folded: string }>();

function foldedOf(question: StaffQuestion): string {
  const key = [question.name ?? '', ...question.labels, question.panelist ?? ''].join('\n');
  const known = cache.get(question.text);
  if (known?.key === key) return known.folded;
  const texts = [question.text.es ?? '', question.text.en ?? '', key.replaceAll('-', ' ')];
  const folded = foldText(texts.join('\n'));
  cache.set(question.text, { key, folded });
  return folded;
}
