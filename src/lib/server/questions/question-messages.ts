import { randomUUID } from 'node:crypto';
import type { ViewerStanding } from '../db/schema.ts';
import { DECIDED, type Decided, type Decision } from './decision.ts';

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

/** Holds, blocks or frees the author of a question, whoever it is. Refuses where there is no author any more. */
export async function setStanding(
  { trx, question }: Decision,
  standing: ViewerStanding
): Promise<Decided> {
  if (question.viewer_id === null) return { ok: false, code: 'not_found' };
  await trx.updateTable('viewers').set({ standing }).where('id', '=', question.viewer_id).execute();
  return DECIDED;
}
