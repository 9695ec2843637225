import type { Context } from '../context.ts';
import type { LogAudience, Trx } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { rememberViewer, type Asker } from './ask-question.ts';
import { joinedIds } from './joined-questions.ts';
import { loadQuestion, type LoadedQuestion } from './question-rows.ts';
import { publicQuestion } from './question-views.ts';
import { VOTABLE_STATUSES } from '../../schema/question-states.ts';

export type VoteOutcome =
  | { ok: true; votes: number; on: boolean; changed: boolean; revs: Record<LogAudience, number> }
  | { ok: false; code: 'not_found' | 'closed' | 'forbidden' };

/**
 * Sets or takes back one viewer's vote; saying it twice is the same as once. Refuses with `not_found` for
 * what the viewer cannot see, `closed` when the question or the room takes no votes, `forbidden` for one's own.
 */
export async function voteForQuestion(
  context: Context,
  voter: Pick<Asker, 'eventId' | 'viewerId'>,
  input: { id: string; on: boolean }
): Promise<VoteOutcome> {
  return inTransaction(context.db, async (trx) => {
    const question = await loadQuestion(trx, voter.eventId, input.id);
    if (!question || !publicQuestion(question)) return { ok: false, code: 'not_found' };
    if (question.viewer_id === voter.viewerId) return { ok: false, code: 'forbidden' };
    const room = await trx
      .selectFrom('events')
      .select(['qa', 'viewers_rev', 'staff_rev'])
      .where('id', '=', voter.eventId)
      .executeTakeFirstOrThrow();
    const takesVotes = room.qa === 'open' || room.qa === 'paused';
    if (!takesVotes || !VOTABLE_STATUSES.includes(question.status))
      return { ok: false, code: 'closed' };
    const revs = { viewers: room.viewers_rev, staff: room.staff_rev };

    await rememberViewer(trx, context, voter);
    const joined = await joinedIds(trx, question.id);
    const changed = input.on
      ? await addVote(trx, context, question, joined, voter.viewerId)
      : await removeVote(trx, joined, voter.viewerId);
    if (!changed) return { ok: true, votes: question.votes, on: input.on, changed, revs };
    const { votes } = await trx
      .updateTable('questions')
      .set((eb) => ({ votes: eb('votes', input.on ? '+' : '-', 1) }))
      .where('id', '=', question.id)
      .returning('votes')
      .executeTakeFirstOrThrow();
    return { ok: true, votes, on: input.on, changed, revs };
  });
}

/** Somebody who voted for a question that was joined with this one has voted for this one. */
async function addVote(
  trx: Trx,
  context: Context,
  question: LoadedQuestion,
  joined: readonly string[],
  viewerId: string
): Promise<boolean> {
  const before = await trx
    .selectFrom('votes')
    .select('question_id')
    .where('question_id', 'in', joined)
    .where('viewer_id', '=', viewerId)
    .executeTakeFirst();
  if (before) return false;
  const result = await trx
    .insertInto('votes')
    .values({
      question_id: question.id,
      viewer_id: viewerId,
      created_at: context.now().toISOString()
    })
    .onConflict((conflict) => conflict.columns(['question_id', 'viewer_id']).doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows ?? 0) > 0;
}

async function removeVote(trx: Trx, joined: readonly string[], viewerId: string): Promise<boolean> {
  const result = await trx
    .deleteFrom('votes')
    .where('question_id', 'in', joined)
    .where('viewer_id', '=', viewerId)
    .executeTakeFirst();
  return Number(result.numDeletedRows) > 0;
}
