export type QuestionStatus =
  'waiting' | 'approved' | 'queued' | 'live' | 'answered' | 'declined' | 'merged' | 'withdrawn';

/** When a question needs a checked translation: never, before the stage, before everybody sees it. */
export const TRANSLATION_POLICIES = ['optional', 'before_stage', 'before_publishing'] as const;
export type TranslationPolicy = (typeof TRANSLATION_POLICIES)[number];

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
const TARGET_STATUSES: readonly QuestionStatus[] = [
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

/** Whether an event wants a checked translation before a question makes this step: to the panel, or into public. */
export function wantsChecked(
  policy: TranslationPolicy,
  from: QuestionStatus,
  to: QuestionStatus
): boolean {
  if (policy === 'optional' || to === 'live') return policy !== 'optional';
  return policy === 'before_publishing' && isPublicStatus(to) && !isPublicStatus(from);
}

/** Whether a question may be joined with another one of its room: only of the same door, and not with itself. */
export function mayMerge(
  question: Position & { id: string },
  target: Pick<Position, 'status' | 'audience'> & { id: string }
): boolean {
  return (
    target.id !== question.id &&
    target.audience === question.audience &&
    TARGET_STATUSES.includes(target.status) &&
    targetOf('merge', question) !== null
  );
}
