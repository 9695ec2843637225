export type QuestionStatus =
  'waiting' | 'approved' | 'queued' | 'live' | 'answered' | 'declined' | 'merged' | 'withdrawn';

/** Where a transition leads: to a state, or back to what the question was before. */
type Target = QuestionStatus | 'previous';

interface Transition {
  from: readonly QuestionStatus[];
  to: Target;
}

/** The transitions staff can make; the guard, the desk's buttons and the tests all read this table. */
export const TRANSITIONS = {
  approve: { from: ['waiting'], to: 'approved' },
  queue: { from: ['approved'], to: 'queued' },
  unqueue: { from: ['queued', 'live'], to: 'approved' },
  start: { from: ['approved', 'queued'], to: 'live' },
  answer: { from: ['approved', 'queued', 'live'], to: 'answered' },
  reopen: { from: ['answered'], to: 'approved' },
  decline: { from: ['waiting', 'approved', 'queued'], to: 'declined' },
  restore: { from: ['declined'], to: 'previous' },
  merge: { from: ['waiting', 'approved', 'queued'], to: 'merged' },
  unmerge: { from: ['merged'], to: 'previous' }
} as const satisfies Record<string, Transition>;

export type TransitionName = keyof typeof TRANSITIONS;

/** States in which everybody in the room sees a question (unless it is for moderators only). */
export const PUBLIC_STATUSES = ['approved', 'queued', 'live', 'answered'] as const;
/** States in which viewers may vote. */
export const VOTABLE_STATUSES: readonly QuestionStatus[] = ['approved', 'queued'];
/** States from which an author can take a question back for good. */
export const WITHDRAWABLE_STATUSES: readonly QuestionStatus[] = [
  'waiting',
  'approved',
  'queued',
  'live',
  'answered'
];
/** States that another question may be joined with. */
export const TARGET_STATUSES: readonly QuestionStatus[] = [
  'waiting',
  'approved',
  'queued',
  'live',
  'answered'
];

interface Position {
  status: QuestionStatus;
  previous_status: QuestionStatus | null;
  audience: 'public' | 'moderators';
}

/** The state that an action leads to, or null where the table has no such way. */
export function targetOf(name: TransitionName, question: Position): QuestionStatus | null {
  const transition: Transition = TRANSITIONS[name];
  if (!transition.from.includes(question.status)) return null;
  const to = transition.to === 'previous' ? question.previous_status : transition.to;
  return to && question.audience === 'moderators' && isPublicStatus(to) ? null : to;
}

export function isPublicStatus(status: QuestionStatus): status is (typeof PUBLIC_STATUSES)[number] {
  return PUBLIC_STATUSES.some((known) => known === status);
}
