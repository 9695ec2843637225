import type { DeskAction } from '$lib/realtime/desk.svelte.ts';
import type { DeclineReason, StaffQuestion } from '$lib/realtime/protocol.ts';

/** A key of the desk and the action that it starts on the selected question. */
export interface KeyedAction {
  key: string;
  action: Exclude<DeskAction, 'undo'>;
}

/** What can be decided about a question as it stands; `d` asks for a reason first. */
export function actionsFor(question: StaffQuestion): KeyedAction[] {
  switch (question.status) {
    case 'waiting':
      return question.audience === 'public'
        ? [{ key: 'a', action: 'approve' }, DECLINE]
        : [DECLINE];
    case 'approved':
    case 'queued':
      return [{ key: 'l', action: 'start' }, { key: 'r', action: 'answer' }, DECLINE];
    case 'live':
      return [{ key: 'r', action: 'answer' }];
    case 'answered':
      return [{ key: 'o', action: 'reopen' }];
    case 'declined':
      return [{ key: 'o', action: 'restore' }];
    default:
      return [];
  }
}

const DECLINE: KeyedAction = { key: 'd', action: 'decline' };

/** Reasons in the order of their number keys. */
export const REASONS: readonly DeclineReason[] = [
  'already_answered',
  'off_topic',
  'time_ran_out',
  'at_risk',
  'other'
];
