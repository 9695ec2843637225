import type { StaffQuestion } from '../../realtime/protocol.ts';
import type { ModerateInput } from '../../schema/question.ts';
import type { Context } from '../context.ts';
import type { DeclineReason, QuestionStatus, Trx } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import {
  recordQuestionChange,
  type RoomChange,
  type TouchedQuestion
} from '../rooms/room-change.ts';
import { lockRoom } from '../rooms/room-log.ts';
import { loadQuestion, type LoadedQuestion } from './question-rows.ts';
import { publicQuestion, staffQuestion } from './question-views.ts';
import { targetOf } from './states.ts';

export type ModerateOutcome =
  | { ok: true; question: StaffQuestion; change: RoomChange }
  | { ok: false; code: 'not_found' | 'invalid' }
  | { ok: false; code: 'conflict'; current: StaffQuestion; by: string | null };

/**
 * Moves a question along the table of transitions; the caller has checked the role. Refuses with
 * `conflict` (the question as it is, and who changed it) when the decision was made on an older
 * version, `invalid` where the table has no such way, `not_found` for a question of another event.
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
      return {
        ok: false,
        code: 'conflict',
        current: staffQuestion(question),
        by: question.changed_by_name
      };
    }
    const target = targetOf(input.action, question);
    if (!target) return { ok: false, code: 'invalid' };

    const others = await makeWay(trx, context, question, input.action, target, staffId);
    await applyTransition(trx, context, question, {
      action: input.action,
      target,
      staffId,
      reason: 'reason' in input ? input.reason : null
    });
    const touched = [
      ...others,
      { id: question.id, action: input.action, wasPublic: publicQuestion(question) !== null }
    ];
    const change = await recordQuestionChange(trx, context, eventId, staffId, touched);
    const after = await loadQuestion(trx, eventId, question.id);
    if (!after) throw new Error('a question vanished in its own transaction');
    return { ok: true, question: staffQuestion(after), change };
  });
}

interface Step {
  action: ModerateInput['action'];
  target: QuestionStatus;
  staffId: string;
  reason: DeclineReason | null;
}

async function applyTransition(
  trx: Trx,
  context: Context,
  question: LoadedQuestion,
  step: Step
): Promise<void> {
  const back = step.action === 'undo' || step.action === 'restore';
  await trx
    .updateTable('questions')
    .set({
      status: step.target,
      previous_status: back ? null : question.status,
      decline_reason: step.target === 'declined' ? step.reason : null,
      replaced_by: null,
      version: question.version + 1,
      changed_by: step.staffId,
      ...(await momentOf(trx, context, question, step))
    })
    .where('id', '=', question.id)
    .execute();
}

/**
 * When a question was answered and how far into the event its turn began: written once, and taken back
 * only with the start that was a mistake.
 */
async function momentOf(
  trx: Trx,
  context: Context,
  question: LoadedQuestion,
  { action, target }: Step
) {
  if (action === 'undo' && question.status === 'live' && question.answered_at === null)
    return { answered_offset: null };
  const began = target === 'live' || target === 'answered';
  const offset =
    began && question.answered_offset === null
      ? { answered_offset: await secondsIn(trx, context, question.event_id) }
      : {};
  const answered =
    target === 'answered' && question.answered_at === null
      ? { answered_at: context.now().toISOString() }
      : {};
  return { ...offset, ...answered };
}

async function secondsIn(trx: Trx, context: Context, eventId: string): Promise<number> {
  const event = await trx
    .selectFrom('events')
    .select('starts_at')
    .where('id', '=', eventId)
    .executeTakeFirstOrThrow();
  return Math.max(0, Math.round((context.now().getTime() - Date.parse(event.starts_at)) / 1000));
}

/** A start ends the turn of the question that was live; undoing the start gives the turn back. */
async function makeWay(
  trx: Trx,
  context: Context,
  question: LoadedQuestion,
  action: ModerateInput['action'],
  target: QuestionStatus,
  staffId: string
): Promise<TouchedQuestion[]> {
  if (target === 'live') return endTurn(trx, context, question, staffId);
  if (action === 'undo' && question.status === 'live')
    return giveTurnBack(trx, context, question, target, staffId);
  return [];
}

async function endTurn(
  trx: Trx,
  context: Context,
  question: LoadedQuestion,
  staffId: string
): Promise<TouchedQuestion[]> {
  const live = await liveQuestion(trx, question.event_id);
  if (!live) return [];
  await applyTransition(trx, context, live, {
    action: 'answer',
    target: 'answered',
    staffId,
    reason: null
  });
  await trx
    .updateTable('questions')
    .set({ replaced_by: question.id })
    .where('id', '=', live.id)
    .execute();
  return [{ id: live.id, action: 'answer', wasPublic: true }];
}

/** The undone question leaves the stage first: the database holds at most one live question per event. */
async function giveTurnBack(
  trx: Trx,
  context: Context,
  question: LoadedQuestion,
  target: QuestionStatus,
  staffId: string
): Promise<TouchedQuestion[]> {
  const row = await trx
    .selectFrom('questions')
    .select('id')
    .where('event_id', '=', question.event_id)
    .where('replaced_by', '=', question.id)
    .where('status', '=', 'answered')
    .executeTakeFirst();
  const replaced = row && (await loadQuestion(trx, question.event_id, row.id));
  if (!replaced) return [];
  await trx
    .updateTable('questions')
    .set({ status: target })
    .where('id', '=', question.id)
    .execute();
  await applyTransition(trx, context, replaced, {
    action: 'undo',
    target: 'live',
    staffId,
    reason: null
  });
  return [{ id: replaced.id, action: 'undo', wasPublic: true }];
}

async function liveQuestion(trx: Trx, eventId: string): Promise<LoadedQuestion | undefined> {
  const row = await trx
    .selectFrom('questions')
    .select('id')
    .where('event_id', '=', eventId)
    .where('status', '=', 'live')
    .executeTakeFirst();
  return row && loadQuestion(trx, eventId, row.id);
}
