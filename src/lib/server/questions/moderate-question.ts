import type { StaffQuestion } from '../../realtime/protocol.ts';
import type { ModerateInput } from '../../schema/question.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/transaction.ts';
import { recordQuestionChange, type RoomChange } from '../rooms/room-change.ts';
import { lockRoom } from '../rooms/room-log.ts';
import { claimQuestion, releaseQuestion } from './claim-question.ts';
import { touched, type Decided, type Decision } from './decision.ts';
import { labelQuestion } from './label-question.ts';
import { loadStaffQuestion } from './load-views.ts';
import { mergeQuestion, unmergeQuestion } from './merge-questions.ts';
import { setStanding, writeMessage } from './question-messages.ts';
import { loadQuestion } from './question-rows.ts';
import { editQuestion, translateQuestion } from './question-texts.ts';
import { moveQuestion } from './queue-order.ts';
import { transitionQuestion } from './transition-question.ts';
import { undoDecision } from './undo-decision.ts';

export type ModerateOutcome =
  | { ok: true; question: StaffQuestion; change: RoomChange }
  | { ok: false; code: 'not_found' | 'invalid' }
  | { ok: false; code: 'needs_translation' }
  | { ok: false; code: 'conflict'; current: StaffQuestion; by: string | null };

/**
 * One decision of staff about one question; the caller has checked the role. Refuses with `conflict` (the
 * question as it is, and who changed or holds it) when the decision was made on an older version or a
 * colleague is on it, `invalid` where there is no such way, `needs_translation` where the event asks for
 * one first, `not_found` for a question of another event.
 */
export async function moderateQuestion(
  context: Context,
  eventId: string,
  staffId: string,
  input: ModerateInput
): Promise<ModerateOutcome> {
  return inTransaction(context.db, async (trx) => {
    await lockRoom(trx, eventId);
    const question = await loadQuestion(trx, eventId, input.id);
    if (!question) return { ok: false, code: 'not_found' };
    if (question.version !== input.version) {
      return conflict(await loadStaffQuestion(trx, question.id), question.changed_by_name);
    }
    const decided = await decide({ trx, context, staffId, question }, input);
    if (!decided.ok) {
      if (decided.code !== 'claimed') return { ok: false, code: decided.code };
      return conflict(await loadStaffQuestion(trx, question.id), decided.by ?? null);
    }
    const all = [...decided.others, touched(question, input.action)];
    const change = await recordQuestionChange(trx, context, eventId, staffId, all);
    return { ok: true, question: await loadStaffQuestion(trx, question.id), change };
  });
}

function conflict(current: StaffQuestion, by: string | null): ModerateOutcome {
  return { ok: false, code: 'conflict', current, by };
}

function decide(decision: Decision, input: ModerateInput): Promise<Decided> {
  switch (input.action) {
    case 'move':
      return moveQuestion(decision, input.before);
    case 'merge':
      return mergeQuestion(decision, input.into);
    case 'unmerge':
      return unmergeQuestion(decision);
    case 'edit':
      return editQuestion(decision, input);
    case 'translate':
      return translateQuestion(decision, input);
    case 'label':
      return labelQuestion(decision, input.labels, input.panelist);
    case 'claim':
      return claimQuestion(decision);
    case 'release':
      return releaseQuestion(decision);
    case 'note':
    case 'reply':
      return writeMessage(decision, input.action, input.text);
    case 'stand':
      return setStanding(decision, input.standing);
    case 'undo':
      return undoDecision(decision);
    case 'decline':
      return transitionQuestion(decision, input.action, input.reason);
    default:
      return transitionQuestion(decision, input.action, null);
  }
}
