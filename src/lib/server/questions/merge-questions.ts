import type { Trx } from '../db/schema.ts';
import type { TouchedQuestion } from '../rooms/room-change.ts';
import { changeQuestion, touched, type Decided, type Decision } from './decision.ts';
import { joinedIds } from './joined-questions.ts';
import { loadQuestion, type LoadedQuestion } from './question-rows.ts';
import { mayMerge } from '../../schema/question-states.ts';

/**
 * Joins a question with another one of the room: its voters count there, each once, and its asker
 * follows that one. Refuses with `invalid` where the table, the door or the target does not allow it.
 */
export async function mergeQuestion(decision: Decision, into: string): Promise<Decided> {
  const { trx, question } = decision;
  const target = await loadQuestion(trx, question.event_id, into);
  if (!target) return { ok: false, code: 'not_found' };
  if (!mayMerge(question, target)) return { ok: false, code: 'invalid' };
  await changeQuestion(decision, {
    status: 'merged',
    previous_status: question.status,
    merged_into: target.id
  });
  return { ok: true, others: await recountVotes(decision, target.id) };
}

/** Takes a question out again: it is what it was, and so are the votes of both. */
export async function unmergeQuestion(decision: Decision): Promise<Decided> {
  const { question } = decision;
  const target = question.status === 'merged' ? question.previous_status : null;
  if (!target) return { ok: false, code: 'invalid' };
  await changeQuestion(decision, { status: target, previous_status: null, merged_into: null });
  // While it was joined, others may have joined or left it: its own count is taken anew too.
  const others = await recountVotes(decision, question.id);
  if (question.merged_into) others.push(...(await recountVotes(decision, question.merged_into)));
  return { ok: true, others };
}

/** Counts the voters of a question and of all that were joined with it, each once, the author's own left out. */
export async function recountVotes(
  { trx }: Pick<Decision, 'trx'>,
  id: string
): Promise<TouchedQuestion[]> {
  const rootId = await rootOf(trx, id);
  const votes = await countVoters(trx, rootId);
  await trx.updateTable('questions').set({ votes }).where('id', '=', rootId).execute();
  const root = (
    await trx.selectFrom('questions').select('event_id').where('id', '=', rootId).executeTakeFirst()
  )?.event_id;
  const question = root && (await loadQuestion(trx, root, rootId));
  return question ? [touched(question, 'votes')] : [];
}

async function countVoters(trx: Trx, rootId: string): Promise<number> {
  const ids = await joinedIds(trx, rootId);
  const row = await trx
    .selectFrom('votes')
    .innerJoin('questions as root', (join) => join.on('root.id', '=', rootId))
    .select(({ fn }) => fn.count<number>('votes.viewer_id').distinct().as('voters'))
    .where('votes.question_id', 'in', ids)
    .where((eb) =>
      eb.or([
        eb('root.viewer_id', 'is', null),
        eb('votes.viewer_id', '!=', eb.ref('root.viewer_id'))
      ])
    )
    .executeTakeFirstOrThrow();
  return Number(row.voters);
}

async function rootOf(trx: Trx, id: string, steps = 20): Promise<string> {
  const row = await trx
    .selectFrom('questions')
    .select('merged_into')
    .where('id', '=', id)
    .executeTakeFirst();
  if (steps === 0) throw new Error('joined questions go round in a circle');
  return row?.merged_into ? rootOf(trx, row.merged_into, steps - 1) : id;
}

/** Questions joined with one that leaves for good become what they were before. */
export async function freeJoined(trx: Trx, question: LoadedQuestion): Promise<TouchedQuestion[]> {
  const rows = await trx
    .selectFrom('questions')
    .select('id')
    .where('merged_into', '=', question.id)
    .where('status', '=', 'merged')
    .execute();
  const freed: TouchedQuestion[] = [];
  for (const { id } of rows) {
    const joined = await loadQuestion(trx, question.event_id, id);
    if (!joined) continue;
    await trx
      .updateTable('questions')
      .set({
        status: joined.previous_status ?? 'waiting',
        previous_status: null,
        merged_into: null,
        version: joined.version + 1
      })
      .where('id', '=', id)
      .execute();
    freed.push(touched(joined, 'unmerge'), ...(await recountVotes({ trx }, id)));
  }
  return freed;
}
