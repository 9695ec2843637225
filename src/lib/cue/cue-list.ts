import { byOldest } from '$lib/realtime/question-list.ts';
import type { PublicQuestion, StaffQuestion, TranslationPolicy } from '$lib/realtime/protocol.ts';

export type CueQuestion = PublicQuestion | StaffQuestion;

/** Where a question stands on the cue: being read out, the nth of the next, or only to be translated. */
export type CuePlace = 'live' | 'next' | 'later';

/** How many of the next are shown before they are read out. */
const NEXT = 3;

export function isStaffQuestion(question: CueQuestion): question is StaffQuestion {
  return 'version' in question;
}

export function liveOf(questions: readonly CueQuestion[]): CueQuestion | null {
  return questions.find((question) => question.status === 'live') ?? null;
}

/** "Next up" in the moderators' order, the first three. */
export function nextOf(questions: readonly CueQuestion[]): CueQuestion[] {
  return queued(questions).slice(0, NEXT);
}

/**
 * What lacks a checked translation and is not shown large: what is queued after the next three and what is
 * published, and what waits too where a translation comes before publishing. Oldest first.
 */
export function untranslated(
  questions: readonly CueQuestion[],
  policy: TranslationPolicy
): StaffQuestion[] {
  const large = new Set(nextOf(questions).map((question) => question.id));
  return questions
    .filter(isStaffQuestion)
    .filter((question) => isWanted(question, policy) && !large.has(question.id))
    .sort(byOldest);
}

function isWanted(question: StaffQuestion, policy: TranslationPolicy): boolean {
  if (question.audience !== 'public' || question.translation === 'checked') return false;
  const { status } = question;
  return (
    status === 'queued' ||
    status === 'approved' ||
    (status === 'waiting' && policy === 'before_publishing')
  );
}

function queued(questions: readonly CueQuestion[]): CueQuestion[] {
  return questions
    .filter((question) => question.status === 'queued')
    .sort((a, b) => placeOf(a) - placeOf(b) || byOldest(a, b));
}

function placeOf(question: CueQuestion): number {
  return question.position ?? Number.MAX_SAFE_INTEGER;
}
