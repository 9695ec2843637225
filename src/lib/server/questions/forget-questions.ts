import type { Context } from '../context.ts';
import type { Trx } from '../db/schema.ts';
import {
  recordQuestionChange,
  type RoomChange,
  type TouchedQuestion
} from '../rooms/room-change.ts';
import { eraseQuestion } from './erase-question.ts';
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
  const others = await eraseQuestion(trx, question, {
    viewer_id: null,
    rsvp_id: null,
    labels: '[]',
    flags: '[]'
  });
  const own = { id, action: 'withdraw', wasPublic: publicQuestion(question) !== null };
  return [...others, own];
}
