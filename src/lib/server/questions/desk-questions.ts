import type { StaffQuestion } from '../../realtime/protocol.ts';
import type { Executor } from '../db/schema.ts';
import { loadStaffQuestions } from './load-views.ts';
import type { QuestionStatus } from '../../schema/question-states.ts';

/** How many questions a desk holds at its first paint, of those that wait and of the others; `list` brings the rest. */
const WAITING_MAX = 200;
const OTHERS_MAX = 100;

/** The live question and "next up", those that wait longest, and the newest of the others. */
export async function loadDeskQuestions(
  executor: Executor,
  eventId: string
): Promise<{ questions: StaffQuestion[]; partial: boolean }> {
  const placed = await idsOf(executor, eventId, ['live', 'queued'], 'asc', OTHERS_MAX);
  const waiting = await idsOf(executor, eventId, ['waiting'], 'asc', WAITING_MAX);
  const others = await idsOf(executor, eventId, OTHERS, 'desc', OTHERS_MAX);
  const ids = [...placed, ...waiting, ...others];
  const questions = await loadStaffQuestions(executor, ids);
  return {
    questions: ids.flatMap((id) => questions.get(id) ?? []),
    partial: ids.length < (await countQuestions(executor, eventId))
  };
}

const OTHERS: readonly QuestionStatus[] = ['approved', 'answered', 'declined', 'merged'];

async function idsOf(
  executor: Executor,
  eventId: string,
  statuses: readonly QuestionStatus[],
  order: 'asc' | 'desc',
  limit: number
): Promise<string[]> {
  const rows = await executor
    .selectFrom('questions')
    .select('id')
    .where('event_id', '=', eventId)
    .where('status', 'in', statuses)
    .orderBy('created_at', order)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

async function countQuestions(executor: Executor, eventId: string): Promise<number> {
  const row = await executor
    .selectFrom('questions')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('event_id', '=', eventId)
    .where('status', '!=', 'withdrawn')
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
