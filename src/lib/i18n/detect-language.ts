import type { Locale } from './locales.ts';
import { FREQUENT, NEIGHBOURS } from './language-words.ts';

interface Scores {
  es: number;
  en: number;
  /** For neither. */
  other: number;
}

/** The winner must have so much, so much more than the other, and so large a share of both more. */
const ENOUGH = 1.2;
const LEAD = 0.9;
const SHARE = 0.3;

/** Endings and letters that few words of the other language have; accents are gone where these are asked. */
const SPANISH_ENDING =
  /(?:cion|ciones|siones|idad|idades|mente|ando|iendo|aron|ieron|amos|emos|imos|[ai]d[oa]s?|os[oa]s?|anza|ari[oa]s?|ista|istas|mientos?|uras?|aran|eran|aria|eria)$/;
const SPANISH_VOWEL = /[^aeiou][oa]s?$/;
const ENGLISH_ENDING = /(?:ing|tions?|ness|ments?|ight|ship|ful|less|ly|ed|ty|ies|gth)$/;
const ENGLISH_LETTERS = /w|k|th|sh|ph|tt|ss|ff|gh|^y.|[bcdfgpt]$/;

/**
 * The language of a question, or null when it cannot be told: too short, mixed, or neither of the two. Names
 * say nothing: a word with a capital counts only where a sentence begins, or where everything is in capitals.
 */
export function detectLanguage(text: string): Locale | null {
  const words = wordsOf(text);
  const scores: Scores = { es: words.length > 0 && /[¿¡]/.test(text) ? 1.5 : 0, en: 0, other: 0 };
  for (const word of words) scoreWord(word, scores);
  const { es, en, other } = scores;
  const [most, least] = [Math.max(es, en), Math.min(es, en)];
  const isClear = most >= ENOUGH && most - least >= Math.max(LEAD, SHARE * (es + en));
  if (!isClear || other > most / 2) return null;
  return es > en ? 'es' : 'en';
}

/** Addresses and numbers are no words. */
const NO_WORDS = /https?:\/\/\S+|\S+@\S+|[@#]\w+/g;
/** What stands before a word, and the word. */
const WORD = /([^\p{L}\p{M}]*)([\p{L}\p{M}]+(?:['’]\p{L}+)*)/gu;
const SENTENCE_BEGINS = /[.!?¿¡:;\n"“«(]/;
/** No question is longer; a browser asks at every pause. */
const READ_MAX = 2_000;

function wordsOf(text: string): string[] {
  const plain = text.slice(0, READ_MAX).normalize('NFC').replace(NO_WORDS, ' ');
  const found = [...plain.matchAll(WORD)].map(([, before = '', word = ''], index) => ({
    word,
    begins: index === 0 || SENTENCE_BEGINS.test(before)
  }));
  const inCapitals = isInCapitals(found.map(({ word }) => word).join(''));
  return found.flatMap(({ word, begins }) =>
    inCapitals || word === 'I' || isWord(word, begins) ? word.toLowerCase() : []
  );
}

/** Everything is, not only an acronym or two. */
function isInCapitals(letters: string): boolean {
  return letters.length > 6 && (letters.match(/\p{Lu}/gu)?.length ?? 0) > letters.length * 0.7;
}

/** Neither a name nor an acronym. */
function isWord(word: string, begins: boolean): boolean {
  return begins ? !/^\p{Lu}{2,}$/u.test(word) : !/^\p{Lu}/u.test(word);
}

function scoreWord(word: string, scores: Scores): void {
  const folded = word.normalize('NFD').replace(/\p{M}/gu, '');
  if (/[’'](?:s|t|re|ve|ll|m|d)$/.test(word)) scores.en += 1;
  scoreAccents(word, scores);
  const [isSpanish, isEnglish] = [FREQUENT.es.has(folded), FREQUENT.en.has(folded)];
  if (isSpanish) scores.es += 1;
  if (isEnglish) scores.en += 1;
  if (NEIGHBOURS.has(folded)) scores.other += isSpanish || isEnglish ? 0.5 : 1;
  if (!isSpanish && !isEnglish && folded.length > 3) scoreShape(folded, scores);
}

function scoreAccents(word: string, scores: Scores): void {
  if (word.includes('ñ')) scores.es += 1;
  else if (/[áíóú]/.test(word)) scores.es += 0.6;
  else if (word.includes('é')) scores.es += 0.3;
  if (/[ãõçàèêâôœùëïîû]/.test(word)) scores.other += 1;
}

function scoreShape(word: string, scores: Scores): void {
  if (SPANISH_ENDING.test(word)) scores.es += 0.5;
  else if (SPANISH_VOWEL.test(word)) scores.es += 0.25;
  if (ENGLISH_ENDING.test(word)) scores.en += 0.5;
  else if (ENGLISH_LETTERS.test(word)) scores.en += 0.25;
}
