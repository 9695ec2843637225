import type { StaffQuestion } from './protocol.ts';

export const DESK_COLUMNS = ['waiting', 'stage', 'done'] as const;
export type DeskColumnName = (typeof DESK_COLUMNS)[number];
/** Where a question stands; `apart` waits too, but its author is held or blocked. */
export type DeskPlace = DeskColumnName | 'apart';

/** Where a question stands on the desk; a withdrawn one stands nowhere. */
export function placeOf(question: StaffQuestion): DeskPlace | null {
  switch (question.status) {
    case 'waiting':
      return question.standing ? 'apart' : 'waiting';
    case 'approved':
    case 'queued':
    case 'live':
      return 'stage';
    case 'withdrawn':
      return null;
    default:
      return 'done';
  }
}

/** The column that shows a place. */
export function columnOf(place: DeskPlace): DeskColumnName {
  return place === 'apart' ? 'waiting' : place;
}

/** Who came first; instants of one form compare as text, which is much faster than by locale. */
export function byArrival(a: StaffQuestion, b: StaffQuestion): number {
  return compare(a.createdAt, b.createdAt) || compare(a.id, b.id);
}

/** The last answered first; what was never answered stands by its arrival. */
export function byEnd(a: StaffQuestion, b: StaffQuestion): number {
  return compare(endOf(b), endOf(a)) || compare(a.id, b.id);
}

/** The live one, then "next up" in its order, then the published by the votes they had when the list was settled. */
export function stageOrder(votes: ReadonlyMap<string, number>) {
  const weight = (question: StaffQuestion) => votes.get(question.id) ?? question.votes;
  return (a: StaffQuestion, b: StaffQuestion): number =>
    rankOf(a) - rankOf(b) ||
    (a.status === 'queued'
      ? (a.position ?? Infinity) - (b.position ?? Infinity) || byArrival(a, b)
      : weight(b) - weight(a) || byArrival(a, b));
}

/** "Next up" in the order in which it will be read out. */
export function queueOf(questions: readonly StaffQuestion[]): StaffQuestion[] {
  return questions.filter(({ status }) => status === 'queued').sort(stageOrder(new Map()));
}

function rankOf({ status }: StaffQuestion): number {
  return status === 'live' ? 0 : status === 'queued' ? 1 : 2;
}

function endOf(question: StaffQuestion): string {
  return question.answeredAt ?? question.createdAt;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
