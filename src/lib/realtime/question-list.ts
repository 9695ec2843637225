import type { StaffQuestion } from './protocol.ts';

interface Listed {
  id: string;
  votes: number;
  createdAt: string;
}

/** The list with this question replaced, or added at the end. */
export function upsertById<Question extends { id: string }>(
  questions: readonly Question[],
  question: Question
): Question[] {
  return questions.some((known) => known.id === question.id)
    ? questions.map((known) => (known.id === question.id ? question : known))
    : [...questions, question];
}

export function removeById<Question extends { id: string }>(
  questions: readonly Question[],
  id: string
): Question[] {
  return questions.filter((question) => question.id !== id);
}

/** The list with new numbers of votes; numbers are absolute, so that hearing one twice changes nothing. */
export function applyVotes<Question extends Listed>(
  questions: readonly Question[],
  votes: Record<string, number>
): Question[] {
  return questions.map((question) => {
    const count = votes[question.id];
    return count === undefined || count === question.votes
      ? question
      : { ...question, votes: count };
  });
}

export function byVotes(a: Listed, b: Listed): number {
  return b.votes - a.votes || a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id);
}

export function byNewest(a: Listed, b: Listed): number {
  return b.createdAt.localeCompare(a.createdAt) || a.id.localeCompare(b.id);
}

export function byOldest(a: Listed, b: Listed): number {
  return -byNewest(a, b);
}

/** In the order of "next up"; who came first where moderators gave no place. */
export function byPlace(
  a: Listed & { position?: number },
  b: Listed & { position?: number }
): number {
  return (a.position ?? Infinity) - (b.position ?? Infinity) || byOldest(a, b);
}

/** Whether this is a question as staff see it. */
export function isStaffQuestion(question: object): question is StaffQuestion {
  return 'version' in question;
}
