import type { Updateable } from 'kysely';
import type { Database, Trx } from '../db/schema.ts';
import type { TouchedQuestion } from '../rooms/room-change.ts';
import { freeJoined, recountVotes } from './merge-questions.ts';
import { forgetStates } from './question-history.ts';
import type { LoadedQuestion } from './question-rows.ts';

/**
 * Takes a question out of the room for good: its words and its name are deleted, what was joined with it is
 * free again, and what it was joined with counts without it. Returns what else was touched.
 */
export async function eraseQuestion(
  trx: Trx,
  question: LoadedQuestion,
  traces: Updateable<Database['questions']> = {}
): Promise<TouchedQuestion[]> {
  const { id, merged_into: target } = question;
  await trx.deleteFrom('question_texts').where('question_id', '=', id).execute();
  await trx.deleteFrom('question_messages').where('question_id', '=', id).execute();
  await forgetStates(trx, id);
  await trx
    .updateTable('questions')
    .set((eb) => ({
      status: 'withdrawn',
      previous_status: null,
      merged_into: null,
      name: null,
      position: null,
      version: eb('version', '+', 1),
      changed_by: null,
      ...traces
    }))
    .where('id', '=', id)
    .execute();
  const freed = await freeJoined(trx, question);
  return target ? [...freed, ...(await recountVotes({ trx }, target))] : freed;
}
