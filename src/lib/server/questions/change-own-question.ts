import type { OwnQuestion } from '../../realtime/protocol.ts';
import type { EditInput } from '../../schema/question.ts';
import type { Context } from '../context.ts';
import type { Trx } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import {
  recordQuestionChange,
  type RoomChange,
  type TouchedQuestion
} from '../rooms/room-change.ts';
import { lockRoom } from '../rooms/room-log.ts';
import type { Asker } from './ask-question.ts';
import { eraseQuestion } from './erase-question.ts';
import { flagQuestion } from './flags.ts';
import { forgetStates } from './question-history.ts';
import { loadQuestion, type LoadedQuestion } from './question-rows.ts';
import { writeOriginal } from './question-texts.ts';
import { ownQuestion, publicQuestion } from './question-views.ts';
import { WITHDRAWABLE_STATUSES } from '../../schema/question-states.ts';

type Author = Pick<Asker, 'eventId' | 'viewerId'>;

export type OwnChangeOutcome =
  | { ok: true; question: OwnQuestion; change: RoomChange | null }
  | { ok: false; code: 'not_found' | 'closed' };

/**
 * Rewrites a question of one's own while it waits, or corrects its language; `closed` once somebody decided,
 * `not_found` for any other question.
 */
export async function editOwnQuestion(
  context: Context,
  author: Author,
  input: EditInput
): Promise<OwnChangeOutcome> {
  return changeOwn(context, author, input.id, 'edit', async (trx, question) => {
    if (question.status !== 'waiting') return 'closed';
    const original = question.texts.find(({ status }) => status === 'original')?.text ?? '';
    const { text = original, lang = question.lang } = input;
    if (input.text === undefined && lang === question.lang) return 'same';
    await writeOriginal(trx, input.id, { lang, text });
    await trx
      .updateTable('questions')
      .set((eb) => ({
        version: eb('version', '+', 1),
        changed_by: null,
        lang,
        flags: JSON.stringify(flagQuestion(text, lang))
      }))
      .where('id', '=', input.id)
      .execute();
    await forgetStates(trx, input.id);
    return [];
  });
}

/** Takes a question of one's own back, for good: its texts are deleted. Doing it twice is the same as once. */
export async function withdrawOwnQuestion(
  context: Context,
  author: Author,
  id: string
): Promise<OwnChangeOutcome> {
  return changeOwn(context, author, id, 'withdraw', async (trx, question) => {
    if (question.status === 'withdrawn') return 'same';
    if (!WITHDRAWABLE_STATUSES.includes(question.status)) return 'closed';
    return eraseQuestion(trx, question);
  });
}

/** What else was touched, or why nothing was. */
type Change = (
  trx: Trx,
  question: LoadedQuestion
) => Promise<TouchedQuestion[] | 'same' | 'closed'>;

async function changeOwn(
  context: Context,
  author: Author,
  id: string,
  action: string,
  apply: Change
): Promise<OwnChangeOutcome> {
  return inTransaction(context.db, async (trx) => {
    await lockRoom(trx, author.eventId);
    const question = await loadQuestion(trx, author.eventId, id);
    if (!question || question.viewer_id !== author.viewerId)
      return { ok: false, code: 'not_found' };
    const result = await apply(trx, question);
    if (result === 'closed') return { ok: false, code: 'closed' };
    const own = { id, action, wasPublic: publicQuestion(question) !== null };
    const change =
      result === 'same'
        ? null
        : await recordQuestionChange(trx, context, author.eventId, null, [...result, own]);
    const after = await loadQuestion(trx, author.eventId, id);
    return { ok: true, question: ownQuestion(after ?? question), change };
  });
}
