import { foldText } from '../schema/text.ts';

/*
 * Questions that ask the same, found by their letters: the words that carry meaning, without accents and
 * case, and the trigrams of those words. Runs on every pause in typing, over every question of the room.
 */

interface Texts {
  text: { es?: string; en?: string };
}

export interface Similar<Question> {
  question: Question;
  /** 0–1 */
  score: number;
}

/** Code units that are compared; what follows in a longer text changes nothing. */
const LENGTH_MAX = 800;

/** From here on two texts may be one question. */
const LIKE = 0.6;

const STOP_WORDS = new Set(
  `a al ante asi aun con como cual cuales de del desde e el ella ellas ello ellos en entre era eran es esa esas ese
  eso esos esta estaba estan estar estas este esto estos fue fueron ha han hasta hay la las le les lo los mas me mi
  mis muy ni no nos nuestra nuestras nuestro nuestros o os para pero por porque pues que se sea sean ser si sin sobre
  son su sus tal tambien tan te tiene tienen toda todas todo todos tu tus u un una unas uno unos usted ustedes va van
  y ya yo favor gracias hola pregunta quisiera quiero podria podrian puede pueden puedo podemos saber
  habra haber hace hacen contra
  about am an and any are as at be been being but by can could did do does for from had has have he her hers him
  his i if in into is it its just may might my of on or our ours please she should so than thank thanks that the
  their them then there these they this those to us was we were will with would you your yours hello hi question
  know like`.split(/\s+/)
);

/** The words that carry meaning, without accents and case; all words when none of them does. */
export function foldWords(text: string): string[] {
  const words = foldText(text.slice(0, LENGTH_MAX)).match(/[\p{L}\p{N}]+/gu) ?? [];
  const telling = words.filter((word) => !STOP_WORDS.has(word));
  return telling.length > 0 ? telling : words;
}

/**
 * How much two texts of one language ask the same: 0 nothing, 1 the same words. Half of it is the trigrams
 * they share, half their words: a word more on one side is a detail, another word on each side another question.
 */
export function similarity(a: string, b: string): number {
  return score(fold(a), fold(b));
}

/**
 * The questions whose original or translation is like `text`, the likest first. Takes a few milliseconds
 * for 2,000 questions once each has been looked at; what is known is kept with the question's texts.
 */
export function findSimilar<Question extends Texts>(
  text: string,
  questions: readonly Question[],
  { limit = 3, threshold = LIKE } = {}
): Similar<Question>[] {
  const wanted = fold(text);
  return questions
    .map((question) => ({
      question,
      score: Math.max(0, ...foldedTexts(question).map((known) => score(wanted, known, threshold)))
    }))
    .filter((found) => found.score >= threshold)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit);
}

interface Folded {
  words: string[];
  trigrams: Float64Array;
}

/** By the object with the texts, which survives a new count of votes. */
const cache = new WeakMap<Texts['text'], Folded[]>();

function foldedTexts({ text }: Texts): Folded[] {
  const known = cache.get(text);
  if (known) return known;
  const made = [text.es, text.en].flatMap((one) => (one ? [fold(one)] : []));
  cache.set(text, made);
  return made;
}

function fold(text: string): Folded {
  const words = foldWords(text);
  return { words, trigrams: trigrams(words) };
}

/** 0 as soon as it is clear that `enough` will not be reached. */
function score(a: Folded, b: Folded, enough = 0): number {
  const least = 2 * enough - 1;
  const [shorter, longer] = [a.trigrams.length, b.trigrams.length].sort((x, y) => x - y);
  if (!shorter || !longer || shorter / longer < least) return 0;
  const letters = jaccard(a.trigrams, b.trigrams);
  return letters < least ? 0 : (letters + sharedWords(a.words, b.words)) / 2;
}

function sharedWords(a: string[], b: string[]): number {
  const [onlyA, onlyB] = [wordsWithout(a, b), wordsWithout(b, a)];
  if (onlyA.some(isNumber) && onlyB.some(isNumber)) return 0;
  const common = Math.min(a.length - onlyA.length, b.length - onlyB.length);
  const replaced = Math.min(onlyA.length, onlyB.length);
  const added = Math.abs(onlyA.length - onlyB.length);
  return common / (common + 3 * replaced + added / 4);
}

function wordsWithout(words: string[], others: string[]): string[] {
  return words.filter((word) => !others.some((other) => isSameWord(word, other)));
}

/** Another year or another bill is another question. */
function isNumber(word: string): boolean {
  return /^\p{N}+$/u.test(word);
}

/** The same word, another form of it (grabar, grabación), or mistyped by one letter. */
function isSameWord(a: string, b: string): boolean {
  if (a === b) return true;
  const shorter = Math.min(a.length, b.length);
  if (shorter < 4 || isNumber(a) || isNumber(b)) return false;
  let start = 0;
  while (start < shorter && a[start] === b[start]) start++;
  if (start >= Math.max(4, shorter * 0.6)) return true;
  let end = 0;
  while (end < shorter - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return shorter >= 5 && Math.max(a.length, b.length) - start - end <= 1;
}

/** The distinct trigrams of each word with a blank around it, as sorted numbers of 3 × 16 bits. */
function trigrams(words: string[]): Float64Array {
  const found = new Set<number>();
  for (const word of words) {
    const padded = ` ${word} `;
    for (let at = 0; at + 2 < padded.length; at++)
      found.add(
        (padded.charCodeAt(at) * 65_536 + padded.charCodeAt(at + 1)) * 65_536 +
          padded.charCodeAt(at + 2)
      );
  }
  return Float64Array.from(found).sort();
}

/** What two sorted sets have in common, as a share of what they have together. */
function jaccard(a: Float64Array, b: Float64Array): number {
  let common = 0;
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const [x, y] = [a[i] ?? 0, b[j] ?? 0];
    if (x === y) common++;
    if (x <= y) i++;
    if (x >= y) j++;
  }
  const together = a.length + b.length - common;
  return together === 0 ? 0 : common / together;
}
