import { randomUUID } from 'node:crypto';
import type { ViewerStanding } from '../db/schema.ts';
import { DECIDED, touched, type Decided, type Decision } from './decision.ts';
import { loadQuestions } from './question-rows.ts';

/** A note to colleagues, or a reply that only the author sees. Refuses a reply where there is no author any more. */
export async function writeMessage(
  { trx, context, staffId, question }: Decision,
  kind: 'note' | 'reply',
  text: string
): Promise<Decided> {
  if (kind === 'reply' && question.viewer_id === null) return { ok: false, code: 'not_found' };
  await trx
    .insertInto('question_messages')
    .values({
      id: randomUUID(),
      question_id: question.id,
      kind,
      staff_id: staffId,
      text,
      at: context.now().toISOString()
    })
    .execute();
  return DECIDED;
}

/**
 * Holds, blocks or frees the author of a question, whoever it is: all their questions follow. Refuses where
 * there is no author any more.
 */
export async function setStanding(
  { trx, question }: Decision,
  standing: ViewerStanding
): Promise<Decided> {
  if (question.viewer_id === null) return { ok: false, code: 'not_found' };
  await trx.updateTable('viewers').set({ standing }).where('id', '=', question.viewer_id).execute();
  const rows = await trx
    .selectFrom('questions')
    .select('id')
    .where('viewer_id', '=', question.viewer_id)
    .where('id', '!=', question.id)
    .where('status', '!=', 'withdrawn')
    .execute();
  const loaded = await loadQuestions(
    trx,
    rows.map(({ id }) => id)
  );
  return { ok: true, others: [...loaded.values()].map((one) => touched(one, 'stand')) };
}
