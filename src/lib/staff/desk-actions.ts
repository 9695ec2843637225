import { leadsTo, type Decision } from '$lib/realtime/desk-projection.ts';
import type { DeclineReason, ModerateAction, StaffQuestion } from '$lib/realtime/protocol.ts';
import type { TransitionName } from '$lib/schema/question-states.ts';

/** What asks for more before it is done, in the selected row. */
export type PanelKind = 'decline' | 'edit' | 'translate' | 'merge' | 'label' | 'message' | 'stand';
export type RowAction = TransitionName | PanelKind | 'mark';

/** What undo can name and a screen reader can say. */
export type SpokenAction = Exclude<ModerateAction, 'claim' | 'release'>;

/** A key of the desk and the action that it starts on the selected question. */
export interface KeyedAction {
  key: string;
  action: RowAction;
  /** One of the decisions that the hour is made of; the others are for some questions only. */
  isMain: boolean;
}

/** In the order of the buttons. Where two actions share a key, a question never allows both. */
const KEYS: [key: string, action: RowAction, isMain: boolean][] = [
  ['a', 'approve', true],
  ['l', 'start', true],
  ['r', 'answer', true],
  ['n', 'queue', true],
  ['n', 'unqueue', true],
  ['o', 'reopen', true],
  ['o', 'restore', true],
  ['o', 'unmerge', true],
  ['d', 'decline', true],
  ['t', 'translate', false],
  ['m', 'merge', false],
  ['e', 'edit', false],
  ['b', 'label', false],
  ['w', 'message', false],
  ['h', 'stand', false],
  ['x', 'mark', false]
];

/** What can be decided about a question as it stands, by the table of transitions. */
export function actionsFor(question: StaffQuestion): KeyedAction[] {
  return KEYS.flatMap(([key, action, isMain]) =>
    isPossible(action, question) ? [{ key, action, isMain }] : []
  );
}

function isPossible(action: RowAction, question: StaffQuestion): boolean {
  switch (action) {
    case 'queue':
      return stepsOf(action, question).length > 0;
    case 'mark':
      return ['waiting', 'approved', 'queued'].includes(question.status);
    case 'edit':
    case 'translate':
    case 'label':
    case 'message':
    case 'stand':
      return question.status !== 'withdrawn';
    default:
      return leadsTo(action, question) !== null;
  }
}

/** The decisions of one press: a waiting question becomes "next up" by being published first. */
export function stepsOf(
  action: TransitionName,
  question: StaffQuestion,
  reason?: DeclineReason
): Decision[] {
  const { id } = question;
  if (action === 'queue' && question.status === 'waiting')
    return leadsTo('approve', question)
      ? [
          { id, action: 'approve' },
          { id, action: 'queue' }
        ]
      : [];
  if (!leadsTo(action, question)) return [];
  return [{ id, action, ...(reason ? { reason } : {}) }];
}

/** Reasons in the order of their number keys. */
export const REASONS: readonly DeclineReason[] = [
  'already_answered',
  'off_topic',
  'time_ran_out',
  'at_risk',
  'other'
];
