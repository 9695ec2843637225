import { byOldest, isStaffQuestion } from '$lib/realtime/question-list.ts';
import type { PublicQuestion, StaffQuestion, TranslationPolicy } from '$lib/realtime/protocol.ts';

export type CueQuestion = PublicQuestion | StaffQuestion;

/** Where a question stands on the cue: being read out, the nth of the next, or only to be translated. */
export type CuePlace = 'live' | 'next' | 'later';

/**
 * What lacks a checked translation and is not shown large: what is queued after the `next` and what is
 * published, and what waits too where a translation comes before publishing. Oldest first.
 */
export function untranslated(
  questions: readonly CueQuestion[],
  next: readonly CueQuestion[],
  policy: TranslationPolicy
): StaffQuestion[] {
  const large = new Set(next.map((question) => question.id));
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
