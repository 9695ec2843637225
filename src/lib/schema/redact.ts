/*
 * Phone numbers, e-mail addresses and identity numbers of Mexico and the US in what people type, found by
 * their shape. Every pattern is bounded, so that the work grows with the length of the text and no faster.
 */

const PERSONAL_DATA = ['phone', 'email', 'id'] as const;
export type PersonalData = (typeof PERSONAL_DATA)[number];

/** The same width for everything: the length of a number says nothing either. */
const BLACK = '███';

interface Span {
  kind: PersonalData;
  start: number;
  end: number;
}

/**
 * The text with each phone number, e-mail address and identity number blacked out, and the kinds that were
 * found. Amounts, years, dates and the numbers of bills stay.
 */
export function redactPersonalData(text: string): { text: string; found: PersonalData[] } {
  const spans = [...findEmails(text), ...findIds(text), ...findPhones(text)];
  if (spans.length === 0) return { text, found: [] };
  // What stood glued to something personal can be seen for what it is only now.
  const rest = redactPersonalData(blackOut(text, spans));
  const kinds = new Set([...spans.map(({ kind }) => kind), ...rest.found]);
  return { text: rest.text, found: PERSONAL_DATA.filter((kind) => kinds.has(kind)) };
}

/** Spans that overlap or touch become one. */
function blackOut(text: string, spans: Span[]): string {
  let redacted = '';
  let done = -1;
  for (const { start, end } of spans.sort((a, b) => a.start - b.start)) {
    if (start > done) redacted += text.slice(Math.max(0, done), start) + BLACK;
    done = Math.max(done, end);
  }
  return redacted + text.slice(done);
}

const LOCAL = String.raw`[\p{L}\p{N}._%+'-]{1,64}`;
const AT = String.raw`(?: ?@ ?| ?[([{] ?(?:at|arroba) ?[)\]}] ?| arroba )`;
const DOT = String.raw`(?:\.| ?[([{] ?(?:dot|punto) ?[)\]}] ?| (?:dot|punto) )`;
const LABEL = String.raw`[\p{L}\p{N}-]{1,63}`;
/** RFC 5321 addresses, also spelled out; a big provider's name is enough without its ending. */
const EMAIL = new RegExp(
  `${LOCAL}${AT}(?:${LABEL}(?:${DOT}${LABEL}){0,5}${DOT}\\p{L}{2,24}|(?:gmail|hotmail|outlook|yahoo|icloud|proton(?:mail)?)(?![\\p{L}\\p{N}]))`,
  'giu'
);

function findEmails(text: string): Span[] {
  return spansOf('email', text, EMAIL);
}

const MONTH_AND_DAY = '(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])';
const IDS = [
  // CURP (RENAPO): letters of the names, date of birth, sex, state, consonants, check digit.
  `[A-Z]{4}\\d{2}${MONTH_AND_DAY}[HMX][A-Z]{5}[A-Z\\d]\\d`,
  // RFC (SAT): of a person also without its last three characters, of a company with them.
  `[A-ZÑ&]{4}-?\\d{2}${MONTH_AND_DAY}(?:-?[A-Z\\d]{3})?`,
  `[A-ZÑ&]{3}-?\\d{2}${MONTH_AND_DAY}-?[A-Z\\d]{3}`,
  // Clave de elector and the number on the back of the card (INE).
  `[A-Z]{6}\\d{2}${MONTH_AND_DAY}\\d{2}[HM]\\d{3}`,
  'IDMEX\\d{9,13}',
  // SSN and ITIN (US); without hyphens only where the words before say so.
  '\\d{3}[-‐‑–]\\d{2}[-‐‑–]\\d{4}',
  '(?<=(?:SSN|ITIN|social security(?: number)?|seguro social)(?: is| es)?[ :#]{1,3})\\d{3} ?\\d{2} ?\\d{4}',
  // The number of a foreign national's file (US).
  'A[-#]?\\d{8,9}',
  'A[-#]?\\d{3}-\\d{3}-\\d{2,3}'
];
const ID = new RegExp(`(?<![\\p{L}\\p{N}])(?:${IDS.join('|')})(?![\\p{L}\\p{N}])`, 'giu');

function findIds(text: string): Span[] {
  return spansOf('id', text, ID);
}

function spansOf(kind: PersonalData, text: string, pattern: RegExp): Span[] {
  return Array.from(text.matchAll(pattern), ({ 0: match, index }) => ({
    kind,
    start: index,
    end: index + match.length
  }));
}

/** Digits with what may stand between the parts of a phone number; what else stands around is looked at later. */
const DIGITS = /(?:\+ ?)?\(?\d+(?:(?: ?[-‐‑–] ?\(?|\.| {1,2}|\)[ -]?| \()\d+)*/g;
/** More parts than any phone number has. */
const PARTS_MAX = 7;

interface Part {
  digits: string;
  start: number;
  end: number;
}

function findPhones(text: string): Span[] {
  return Array.from(text.replaceAll('\u00a0', ' ').matchAll(DIGITS)).flatMap(
    ({ 0: run, index }) => {
      const parts = Array.from(run.matchAll(/\d+/g), ({ 0: digits, index: at }) => ({
        digits,
        start: index + at,
        end: index + at + digits.length
      }));
      return phonesAmong(text, parts);
    }
  );
}

function phonesAmong(text: string, parts: Part[]): Span[] {
  const spans: Span[] = [];
  for (let first = 0; first < parts.length; first++) {
    const count = countPhoneParts(text, parts, first);
    const [from, to] = [parts[first], parts[first + count - 1]];
    if (!from || !to || count === 0) continue;
    spans.push({ kind: 'phone', start: phoneStart(text, from.start), end: to.end });
    first += count - 1;
  }
  return spans;
}

/** How many parts from `first` on are one phone number; the most that can be, 0 for none. */
function countPhoneParts(text: string, parts: Part[], first: number): number {
  for (let count = Math.min(PARTS_MAX, parts.length - first); count > 0; count--) {
    const some = parts.slice(first, first + count);
    if (isPhone(text, some)) return count;
  }
  return 0;
}

function isPhone(text: string, parts: Part[]): boolean {
  const start = parts[0]?.start ?? 0;
  const before = text.slice(Math.max(0, start - 24), start);
  const after = text.slice(parts.at(-1)?.end, (parts.at(-1)?.end ?? 0) + 16);
  if (/[\p{L}\p{N}]$|\d[.,]$/u.test(before) || /^(?:[\p{L}\p{N}]|,\d)/u.test(after)) return false;
  const numbers = parts.map(({ digits }) => digits);
  const total = numbers.join('').length;
  if (/\+ ?\(?$/.test(before)) return total >= 8 && total <= 15;
  if (AMOUNT_BEFORE.test(before) || AMOUNT_AFTER.test(after)) return false;
  return isNational(numbers) || (CUE.test(before) && total >= 7 && total <= 12 && !isDate(numbers));
}

const AMOUNT_BEFORE = /(?:[$€£#]|\b(?:USD|MXN|US\$)) ?$/i;
const AMOUNT_AFTER =
  /^ ?(?:%|(?:de )?(?:pesos|d[oó]lares|dollars|usd|mxn|mdp|mdd|millones|millions?|billions?|euros|personas|people)\b)/i;
/** Words after which even a short number is a phone number. */
const CUE =
  /(?:tel|tels|tel[eé]fono|cel|celular|m[oó]vil|whats ?app|wa\.me|ll[aá]m[ae](?:me|nos|r)?(?: al?)?|m[aá]rcame(?: al?)?|phone|call(?: me| us)?(?: at| on)?|text me(?: at| on)?|cell|mobile)[ .:/]{0,3}\(?$/i;

/** What may stand before the ten digits: country, and Mexico's old long-distance and mobile prefixes. */
const PREFIX = /^(?:(?:00)?52|(?:00)?521|001|01152|0115[2]1|1|01|04[45])$/;
/** How ten digits are written, by the lengths of their parts. */
const WRITTEN = new Set(['10', '2-8', '3-7', '2-4-4', '3-3-4', '3-3-2-2', '2-4-2-2', '2-2-2-2-2']);

/** Ten digits of Mexico or North America, which begin with 2–9, with or without a prefix. */
function isNational(numbers: string[]): boolean {
  const whole = numbers.join('');
  const local = whole.slice(-10);
  const prefix = whole.slice(0, -10);
  if (!/^[2-9]\d{9}$/.test(local) || /0{6}$/.test(local)) return false;
  if (prefix && !PREFIX.test(prefix)) return false;
  const parts = withoutPrefix(numbers, prefix.length);
  return parts !== null && WRITTEN.has(parts.map((part) => part.length).join('-'));
}

/** The parts after so many digits; null when a part would be cut in a place where nobody cuts. */
function withoutPrefix(numbers: string[], length: number): string[] | null {
  const parts = [...numbers];
  let left = length;
  while (left > 0) {
    const part = parts.shift() ?? '';
    if (part.length > left) {
      if (parts.length > 0) return null;
      parts.unshift(part.slice(left));
    }
    left -= part.length;
  }
  return parts;
}

function isDate(numbers: string[]): boolean {
  const lengths = numbers.map((part) => part.length).join('-');
  return ['4-2-2', '2-2-4', '1-2-4', '2-1-4', '1-1-4'].includes(lengths);
}

/** The plus sign and the bracket before the first digit belong to the number. */
function phoneStart(text: string, digit: number): number {
  const before = text.slice(Math.max(0, digit - 3), digit);
  return digit - (/\+ ?\(?$|\($/.exec(before)?.[0].length ?? 0);
}
