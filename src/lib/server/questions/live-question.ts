import type { Trx } from '../db/schema.ts';
import { loadQuestion, type LoadedQuestion } from './question-rows.ts';

/** The question that is being answered in an event now. */
export async function findLive(trx: Trx, eventId: string): Promise<LoadedQuestion | undefined> {
  const row = await trx
    .selectFrom('questions')
    .select('id')
    .where('event_id', '=', eventId)
    .where('status', '=', 'live')
    .executeTakeFirst();
  return row && loadQuestion(trx, eventId, row.id);
}
