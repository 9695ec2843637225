import type { PublicQuestion } from '../../realtime/protocol.ts';
import type { Executor } from '../db/schema.ts';
import { loadPublicQuestions } from './load-views.ts';

/** No hour has more answers than this; a page longer than that would help nobody. */
const ANSWERS_MAX = 500;

/** What was answered in public, in the order in which it was: what the record shows. */
export async function listAnsweredQuestions(
  executor: Executor,
  eventId: string
): Promise<PublicQuestion[]> {
  const rows = await executor
    .selectFrom('questions')
    .select('id')
    .where('event_id', '=', eventId)
    .where('status', '=', 'answered')
    .where('audience', '=', 'public')
    .orderBy('answered_at')
    .orderBy('id')
    .limit(ANSWERS_MAX)
    .execute();
  const views = await loadPublicQuestions(
    executor,
    rows.map(({ id }) => id)
  );
  return rows.flatMap(({ id }) => views.get(id) ?? []);
}
