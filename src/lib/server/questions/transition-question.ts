import type { Context } from '../context.ts';
import type { DeclineReason, Trx } from '../db/schema.ts';
import { changeQuestion, touched, type Decided, type Decision } from './decision.ts';
import { findLive } from './live-question.ts';
import type { LoadedQuestion } from './question-rows.ts';
import { translationState } from './question-views.ts';
import { endOfQueue } from './queue-order.ts';
import {
  targetOf,
  wantsChecked,
  type TransitionName,
  type QuestionStatus
} from '../../schema/question-states.ts';

export type PlainTransition = Exclude<TransitionName, 'merge' | 'unmerge'>;

/** Moves a question along the table. A start ends the turn of the question that was live. */
export async function transitionQuestion(
  decision: Decision,
  action: PlainTransition,
  reason: DeclineReason | null
): Promise<Decided> {
  const { question } = decision;
  const target = targetOf(action, question);
  if (!target) return { ok: false, code: 'invalid' };
  if (await lacksTranslation(decision, target)) return { ok: false, code: 'needs_translation' };
  const others = target === 'live' ? await endTurn(decision) : [];
  await changeQuestion(decision, {
    status: target,
    previous_status: action === 'restore' ? null : question.status,
    decline_reason: target === 'declined' ? reason : null,
    position: target === 'queued' ? await endOfQueue(decision.trx, question.event_id) : null,
    replaced_by: null,
    ...(await momentOf(decision.trx, decision.context, question, target))
  });
  return { ok: true, others };
}

/** An event may ask for a checked translation before a question is published, or before it is read out. */
async function lacksTranslation(
  { trx, question }: Decision,
  target: QuestionStatus
): Promise<boolean> {
  if (translationState(question) === 'checked') return false;
  const { translation_policy: policy } = await trx
    .selectFrom('events')
    .select('translation_policy')
    .where('id', '=', question.event_id)
    .executeTakeFirstOrThrow();
  return wantsChecked(policy, question.status, target);
}

/** When a question was answered, and how far into the event its turn began: written once. */
async function momentOf(
  trx: Trx,
  context: Context,
  question: LoadedQuestion,
  target: QuestionStatus
) {
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

/** The question that was live becomes answered, and remembers whose start ended its turn. */
async function endTurn(decision: Decision) {
  const { trx, context, question } = decision;
  const live = await findLive(trx, question.event_id);
  if (!live) return [];
  await changeQuestion(
    { ...decision, question: live },
    {
      status: 'answered',
      previous_status: 'live',
      replaced_by: question.id,
      ...(await momentOf(trx, context, live, 'answered'))
    }
  );
  return [touched(live, 'answer')];
}
