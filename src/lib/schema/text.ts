import * as v from 'valibot';
import { countGraphemes } from './graphemes.ts';

/*
 * What people type, made safe to store and to show: well-formed Unicode in NFC, without characters that
 * are invisible, change the reading direction of what follows, or pile up marks. Refusals carry a code
 * that is a key of `errors.json`.
 */

/** Control characters but tab and newline, and line separators that break single-line fields. */
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
/** Bidi controls, invisible formats, tag characters and blank fillers (UAX #9, UTS #39). */
const INVISIBLE =
  /[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|[\u{e0000}-\u{e0fff}]/gu;
/** More than four combining marks in a row. */
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu;

/** NFC without controls, bidi overrides, invisible characters and piled-up marks; trimmed. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(CONTROL, '')
    .replace(INVISIBLE, '')
    .normalize('NFC')
    .replace(PILED_MARKS, '$1')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** `cleanText` on one line. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ');
}

/** Folded for comparing and searching: no accents, no case. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
}

interface TextOptions {
  max: number;
  multiline?: boolean;
}

/**
 * A text of 1 to `max` graphemes. Refuses with `required`, `too_long` or `invalid` (lone surrogates, NUL).
 * The raw length is checked first: a grapheme has at most some dozen code units.
 */
export function requiredText({ max, multiline = false }: TextOptions) {
  return v.pipe(
    v.string('invalid'),
    v.maxLength(max * 24, 'too_long'),
    v.check((text) => text.isWellFormed() && !text.includes('\0'), 'invalid'),
    v.transform(multiline ? cleanText : cleanLine),
    v.nonEmpty('required'),
    v.check((text) => countGraphemes(text, max + 1) <= max, 'too_long')
  );
}

/** Like `requiredText`, but blank or absent becomes null. */
export function optionalText(options: TextOptions) {
  const textOrBlank = v.pipe(
    v.string('invalid'),
    v.transform((text) => (isBlank(text) ? null : text)),
    v.nullable(requiredText(options))
  );
  return v.optional(v.nullable(textOrBlank), null);
}

/** A long text is never blank enough to be worth cleaning. */
function isBlank(text: string): boolean {
  return text.length < 2_000 && cleanText(text) === '';
}
