import { detectLanguage } from '../../i18n/detect-language.ts';
import type { Locale } from '../../i18n/locales.ts';
import type { OwnQuestion } from '../../realtime/protocol.ts';
import type { AskInput } from '../../schema/question.ts';
import type { Context } from '../context.ts';
import type { Trx } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { recordQuestionChange, type RoomChange } from '../rooms/room-change.ts';
import { lockRoom } from '../rooms/room-log.ts';
import { insertQuestion } from './insert-question.ts';
import { loadQuestion } from './question-rows.ts';
import { ownQuestion } from './question-views.ts';

/** So many questions of one viewer may be in review at a time. */
export const WAITING_MAX = 5;

export interface Asker {
  eventId: string;
  viewerId: string;
  /** The language of the page, for a question that neither says nor shows its own. */
  lang: Locale;
}

export type AskOutcome =
  | { ok: true; question: OwnQuestion; change: RoomChange | null }
  | { ok: false; code: 'closed' | 'invalid' | 'forbidden' }
  | { ok: false; code: 'rate_limited'; retryAfter?: number };

/**
 * Puts a question in front of the moderators. The same `id` from the same viewer is the same question
 * and changes nothing. Refuses with `closed` unless questions are open, `rate_limited` within the
 * event's pause since the last one or with five in review, `invalid` for an id that somebody else used.
 */
export async function askQuestion(
  context: Context,
  asker: Asker,
  input: AskInput
): Promise<AskOutcome> {
  return inTransaction(context.db, async (trx) => {
    await lockRoom(trx, asker.eventId);
    const repeated = await findRepeated(trx, asker, input.id);
    if (repeated) return repeated;
    const refusal = await findRefusal(trx, context, asker);
    if (refusal) return refusal;

    await rememberViewer(trx, context, asker);
    await insertQuestion(trx, context, {
      id: input.id,
      eventId: asker.eventId,
      viewerId: asker.viewerId,
      rsvpId: null,
      lang: input.lang ?? detectLanguage(input.text) ?? asker.lang,
      text: input.text,
      name: input.name,
      audience: input.audience
    });
    const change = await recordQuestionChange(trx, context, asker.eventId, null, [
      { id: input.id, action: 'ask', wasPublic: false }
    ]);
    const question = await loadQuestion(trx, asker.eventId, input.id);
    if (!question) throw new Error('a question that was just written is gone');
    return { ok: true, question: ownQuestion(question), change };
  });
}

async function findRepeated(trx: Trx, asker: Asker, id: string): Promise<AskOutcome | null> {
  const known = await trx
    .selectFrom('questions')
    .select(['viewer_id', 'event_id'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!known) return null;
  const question =
    known.viewer_id === asker.viewerId ? await loadQuestion(trx, asker.eventId, id) : undefined;
  return question
    ? { ok: true, question: ownQuestion(question), change: null }
    : { ok: false, code: 'invalid' };
}

async function findRefusal(trx: Trx, context: Context, asker: Asker): Promise<AskOutcome | null> {
  const event = await trx
    .selectFrom('events')
    .select(['qa', 'status', 'rehearsal_of', 'slow_seconds'])
    .where('id', '=', asker.eventId)
    .executeTakeFirst();
  // A rehearsal is a draft for ever, so that nothing public shows it, and takes questions all the same.
  const isHeld = event?.status === 'published' || Boolean(event?.rehearsal_of);
  if (event?.qa !== 'open' || !isHeld) return { ok: false, code: 'closed' };
  if (await isBlocked(trx, asker.viewerId)) return { ok: false, code: 'forbidden' };
  const own = await trx
    .selectFrom('questions')
    .select(['status', 'created_at'])
    .where('viewer_id', '=', asker.viewerId)
    .orderBy('created_at', 'desc')
    .limit(50)
    .execute();
  const wait = secondsToWait(own[0]?.created_at, event.slow_seconds, context.now());
  if (wait > 0) return { ok: false, code: 'rate_limited', retryAfter: wait };
  const waiting = own.filter((question) => question.status === 'waiting').length;
  return waiting >= WAITING_MAX ? { ok: false, code: 'rate_limited' } : null;
}

/** A clock that was set back must not lock anybody out: the wait is never longer than the rule. */
function secondsToWait(last: string | undefined, rule: number, now: Date): number {
  if (!last) return 0;
  const elapsed = Math.max(0, (now.getTime() - Date.parse(last)) / 1000);
  return Math.ceil(rule - elapsed);
}

async function isBlocked(trx: Trx, viewerId: string): Promise<boolean> {
  const viewer = await trx
    .selectFrom('viewers')
    .select('standing')
    .where('id', '=', viewerId)
    .executeTakeFirst();
  return viewer?.standing === 'blocked';
}

/** Viewers are written when they first do something, not when they look. */
export async function rememberViewer(
  trx: Trx,
  context: Context,
  asker: Pick<Asker, 'viewerId' | 'eventId'>
): Promise<void> {
  await trx
    .insertInto('viewers')
    .values({
      id: asker.viewerId,
      event_id: asker.eventId,
      created_at: context.now().toISOString()
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}
