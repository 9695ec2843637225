import type * as v from 'valibot';
import { IMPORT_LIMITS } from '../../schema/import.ts';

/** What is wrong with an import file, and where: `events[2].people[0].person`. */
export interface ImportProblem {
  path: string;
  code: ImportProblemCode;
  /** One English sentence for the operator's terminal. */
  message: string;
}

const MESSAGES = {
  choice: 'is none of the allowed values',
  duplicate: 'is there twice',
  invalid: 'is not a text that can be stored',
  list: 'must be a list',
  number: 'must be a whole number within the limits',
  object: 'must be an object',
  one_time:
    'needs "start" or "startsIn" with "duration", or "startsOn" with "days", and nothing of the others',
  required: 'is missing or empty',
  same_language: 'must be in the other language than the question',
  slug: `must be lower-case letters a-z, digits and single hyphens, at most ${IMPORT_LIMITS.slug}, and not a reserved word`,
  slug_taken: 'belongs to two different events or to a rehearsal already',
  start: 'must be a real date and time such as 2026-11-24T18:00',
  startsIn: 'must be an ISO 8601 duration such as PT20M or P6DT3H',
  startsOn: 'must be a real date such as 2026-11-24, or days such as P45D',
  duration: 'must be an ISO 8601 duration of hours and minutes such as PT90M',
  stream:
    'must be an https address of YouTube, Vimeo, Jitsi Meet, a PeerTube embed or an .m3u8 playlist',
  time_repeated: 'comes twice that day, because the clock is put back: choose another time',
  time_skipped: 'does not exist that day, because the clock is put forward: choose another time',
  too_long: 'is too long',
  too_many: 'has too many items',
  unknown_key: 'is not a known key',
  unknown_person: 'names a person who is neither in the file nor in the hub',
  url: 'must be an https address without a user name or password',
  zone: 'must be an IANA zone such as America/Mexico_City'
} as const;

export type ImportProblemCode = keyof typeof MESSAGES;

export function importProblem(path: string, code: ImportProblemCode): ImportProblem {
  return { path, code, message: MESSAGES[code] };
}

/** The problem behind one issue of the schema. */
export function problemOfIssue(issue: v.BaseIssue<unknown>): ImportProblem {
  return importProblem(pathOf(issue), codeOf(issue));
}

function pathOf(issue: v.BaseIssue<unknown>): string {
  const keys = (issue.path ?? []).map(({ key }) =>
    typeof key === 'number' ? `[${key}]` : `.${String(key)}`
  );
  return keys.join('').replace(/^\./, '') || '(file)';
}

function codeOf(issue: v.BaseIssue<unknown>): ImportProblemCode {
  if (issue.type === 'strict_object' && issue.expected === 'never') return 'unknown_key';
  if (issue.input === undefined) return 'required';
  return isCode(issue.message) ? issue.message : 'invalid';
}

function isCode(text: string): text is ImportProblemCode {
  return Object.hasOwn(MESSAGES, text);
}
