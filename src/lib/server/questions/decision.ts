import type { Updateable } from 'kysely';
import type { Context } from '../context.ts';
import type { Database, Trx } from '../db/schema.ts';
import type { TouchedQuestion } from '../rooms/room-change.ts';
import { rememberState } from './question-history.ts';
import type { LoadedQuestion } from './question-rows.ts';
import { publicQuestion } from './question-views.ts';

/** Somebody of staff deciding about one question, on the version that it has. */
export interface Decision {
  trx: Trx;
  context: Context;
  staffId: string;
  question: LoadedQuestion;
}

export type DecisionRefusal = 'invalid' | 'not_found' | 'needs_translation' | 'claimed';

/** What a decision touched beside its own question; the caller logs and tells it. */
export type Decided =
  { ok: true; others: TouchedQuestion[] } | { ok: false; code: DecisionRefusal; by?: string };

export const DECIDED: Decided = { ok: true, others: [] };

type Values = Updateable<Database['questions']>;

/** Writes a new version of the question, remembering the old one for undo. */
export async function changeQuestion(decision: Decision, values: Values): Promise<void> {
  await rememberState(decision.trx, decision.context, decision.question);
  await writeVersion(decision, values);
}

/** Writes a new version without a way back. */
export async function writeVersion(
  { trx, staffId, question }: Decision,
  values: Values
): Promise<void> {
  await trx
    .updateTable('questions')
    .set({ ...values, version: question.version + 1, changed_by: staffId })
    .where('id', '=', question.id)
    .execute();
}

/** A question as it was before the decision, for the log: whether viewers saw it. */
export function touched(question: LoadedQuestion, action: string): TouchedQuestion {
  return { id: question.id, action, wasPublic: publicQuestion(question) !== null };
}
