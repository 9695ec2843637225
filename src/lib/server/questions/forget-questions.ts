import type { Context } from '../context.ts';
import type { Trx } from '../db/schema.ts';
import {
  recordQuestionChange,
  type RoomChange,
  type TouchedQuestion
} from '../rooms/room-change.ts';
import { freeJoined } from './merge-questions.ts';
import { forgetStates } from './question-history.ts';
import { loadQuestion } from './question-rows.ts';
import { publicQuestion } from './question-views.ts';

/**
 * Erases questions whose author asked to be forgotten, whatever had become of them: their words, their
 * name and who asked. What stays is that there was one. Publish the changes after the commit.
 */
export async function forgetQuestions(
  trx: Trx,
  context: Context,
  eventId: string,
  ids: readonly string[]
): Promise<RoomChange | null> {
  const touched: TouchedQuestion[] = [];
  for (const id of ids) touched.push(...(await forgetQuestion(trx, eventId, id)));
  if (touched.length === 0) return null;
  const change = await recordQuestionChange(trx, context, eventId, null, touched);
  return { ...change, mine: change.mine.filter(({ question }) => !ids.includes(question.id)) };
}

async function forgetQuestion(trx: Trx, eventId: string, id: string): Promise<TouchedQuestion[]> {
  const question = await loadQuestion(trx, eventId, id);
  if (!question) return [];
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
      viewer_id: null,
      rsvp_id: null,
      labels: '[]',
      flags: '[]',
      version: eb('version', '+', 1),
      changed_by: null
    }))
    .where('id', '=', id)
    .execute();
  const own = { id, action: 'withdraw', wasPublic: publicQuestion(question) !== null };
  return [...(await freeJoined(trx, question)), own];
}
