import type { Trx } from '../db/schema.ts';
import { changeQuestion, touched, type Decided, type Decision } from './decision.ts';
import { loadQuestions } from './question-rows.ts';

/** Room between two neighbours, so that moving one question changes no other. */
const GAP = 1_024;

/** The place after the last queued question of an event. */
export async function endOfQueue(trx: Trx, eventId: string): Promise<number> {
  const queue = await queued(trx, eventId);
  return (queue.at(-1)?.position ?? 0) + GAP;
}

/** Puts a queued question before another one, or at the end. Refuses with `invalid` unless both are queued. */
export async function moveQuestion(
  decision: Decision,
  before: string | undefined
): Promise<Decided> {
  const { trx, question } = decision;
  if (question.status !== 'queued') return { ok: false, code: 'invalid' };
  if (before === undefined) {
    await changeQuestion(decision, { position: await endOfQueue(trx, question.event_id) });
    return { ok: true, others: [] };
  }
  const spread = await makeSpace(decision, before);
  const queue = (await queued(trx, question.event_id)).filter(({ id }) => id !== question.id);
  const at = queue.findIndex(({ id }) => id === before);
  if (at < 0) return { ok: false, code: 'invalid' };
  const after = queue[at]?.position ?? 0;
  const previous = queue[at - 1]?.position ?? after - 2 * GAP;
  await changeQuestion(decision, { position: Math.floor((previous + after) / 2) });
  return { ok: true, others: spread };
}

/** Where two neighbours have no place between them, the whole queue is numbered anew. */
async function makeSpace({ trx, question }: Decision, before: string) {
  const queue = (await queued(trx, question.event_id)).filter(({ id }) => id !== question.id);
  const at = queue.findIndex(({ id }) => id === before);
  const [previous, next] = [queue[at - 1]?.position, queue[at]?.position];
  if (at < 1 || (next ?? 0) - (previous ?? 0) > 1) return [];
  for (const [index, { id }] of queue.entries()) {
    await trx
      .updateTable('questions')
      .set({ position: (index + 1) * GAP })
      .where('id', '=', id)
      .execute();
  }
  const loaded = await loadQuestions(
    trx,
    queue.map(({ id }) => id)
  );
  return [...loaded.values()].map((one) => touched(one, 'move'));
}

async function queued(trx: Trx, eventId: string) {
  const rows = await trx
    .selectFrom('questions')
    .select(['id', 'position'])
    .where('event_id', '=', eventId)
    .where('status', '=', 'queued')
    .orderBy('position')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ id: row.id, position: row.position ?? 0 }));
}
