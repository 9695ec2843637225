import type { Trx } from '../db/schema.ts';
import { touched, writeVersion, type Decided, type Decision } from './decision.ts';
import { joinedIds } from './joined-questions.ts';
import { findLive } from './live-question.ts';
import { recountVotes } from './merge-questions.ts';
import { popState, type QuestionState } from './question-history.ts';
import { loadQuestion, type LoadedQuestion } from './question-rows.ts';

/**
 * Leads a question back to what it was before its last decision, texts and labels included. Undoing a
 * start gives the turn back to the question that it ended. Refuses with `invalid` where nothing is known,
 * and where the question that it was joined with has left the room.
 */
export async function undoDecision(decision: Decision): Promise<Decided> {
  const { trx, context, question } = decision;
  if (question.status === 'withdrawn') return { ok: false, code: 'invalid' };
  const state = await popState(trx, context, question.id, (one) => mayGoBack(trx, question, one));
  if (!state) return { ok: false, code: 'invalid' };
  const ended = leavesStage(question, state) ? await findEnded(trx, question) : undefined;
  const others = leavesStage(state, question) ? await makeRoom(decision) : [];
  await restoreState(decision, state);
  if (ended) others.push(...(await giveTurnBack(decision, ended)));
  const concerned = question.merged_into || state.merged_into ? [question.id] : [];
  for (const id of new Set([...concerned, question.merged_into, state.merged_into])) {
    if (id) others.push(...(await recountVotes(decision, id)));
  }
  return { ok: true, others };
}

/** What was joined with this question meanwhile, or was withdrawn, cannot be what it goes back into. */
async function mayGoBack(trx: Trx, question: LoadedQuestion, state: QuestionState) {
  const { merged_into: into } = state;
  if (into === null || into === question.merged_into) return true;
  const target = await loadQuestion(trx, question.event_id, into);
  if (!target || target.status === 'withdrawn') return false;
  return !(await joinedIds(trx, question.id)).includes(into);
}

/** Undoing an edit of the live question, say, touches nobody's turn. */
function leavesStage(before: Pick<QuestionState, 'status'>, after: Pick<QuestionState, 'status'>) {
  return before.status === 'live' && after.status !== 'live';
}

/** A mistaken start leaves no trace in the moment of the answer, unless there was an answer before. */
async function restoreState(decision: Decision, state: QuestionState): Promise<void> {
  const { trx, question } = decision;
  const { texts, ...columns } = state;
  const mistaken = leavesStage(question, state) && question.answered_at === null;
  await trx.deleteFrom('question_texts').where('question_id', '=', question.id).execute();
  await trx
    .insertInto('question_texts')
    .values(texts.map((text) => ({ question_id: question.id, ...text })))
    .execute();
  await writeVersion(decision, { ...columns, ...(mistaken ? { answered_offset: null } : {}) });
}

async function findEnded(trx: Trx, question: LoadedQuestion): Promise<LoadedQuestion | undefined> {
  const row = await trx
    .selectFrom('questions')
    .select('id')
    .where('event_id', '=', question.event_id)
    .where('replaced_by', '=', question.id)
    .where('status', '=', 'answered')
    .executeTakeFirst();
  return row && loadQuestion(trx, question.event_id, row.id);
}

async function giveTurnBack(decision: Decision, ended: LoadedQuestion) {
  const { trx, context } = decision;
  const state = await popState(trx, context, ended.id, ({ status }) => status === 'live');
  if (!state) return [];
  await restoreState({ ...decision, question: ended }, state);
  return [touched(ended, 'undo')];
}

/** Going back to being live: whoever is live now has been answered. */
async function makeRoom(decision: Decision) {
  const { trx, question } = decision;
  const live = await findLive(trx, question.event_id);
  if (!live) return [];
  await writeVersion(
    { ...decision, question: live },
    { status: 'answered', previous_status: 'live' }
  );
  return [touched(live, 'answer')];
}
