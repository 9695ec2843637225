import { detectLanguage } from '../../i18n/detect-language.ts';
import type { Locale } from '../../i18n/locales.ts';
import type { OwnQuestion } from '../../realtime/protocol.ts';
import type { Context } from '../context.ts';
import type { Executor, Trx } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { hashToken } from '../privacy/keys.ts';
import type { RoomChange } from '../rooms/room-change.ts';
import { lockRoom } from '../rooms/room-log.ts';
import { WAITING_MAX } from './ask-question.ts';
import { insertEarlyQuestion, wasAskedBefore } from './insert-question.ts';
import { loadQuestions } from './question-rows.ts';
import { ownQuestion } from './question-views.ts';

export type AskedByLink =
  | { ok: true; change: RoomChange | null }
  | { ok: false; code: 'not_found' | 'closed' | 'five_waiting' };

/**
 * Puts a question of the person of a private link before the moderators, without their name. Refuses with
 * `closed` unless questions are open and the RSVP lives, `five_waiting` with five in review. The same words
 * again are the same question; its language is that of its words, else `lang`.
 */
export async function askByLink(
  context: Context,
  token: string,
  { text, lang }: { text: string; lang: Locale }
): Promise<AskedByLink> {
  return inTransaction(context.db, async (trx) => {
    const rsvp = await findAsker(trx, token);
    if (!rsvp) return { ok: false, code: 'not_found' };
    await lockRoom(trx, rsvp.event_id);
    const open =
      rsvp.qa === 'open' &&
      rsvp.event_status === 'published' &&
      rsvp.status !== 'cancelled' &&
      rsvp.ends_at > context.now().toISOString();
    if (!open) return { ok: false, code: 'closed' };
    if (await wasAskedBefore(trx, rsvp.id, text)) return { ok: true, change: null };
    if ((await countWaiting(trx, rsvp.id)) >= WAITING_MAX)
      return { ok: false, code: 'five_waiting' };
    const asked = { text, lang: detectLanguage(text) ?? lang, name: null };
    const by = { eventId: rsvp.event_id, rsvpId: rsvp.id };
    return { ok: true, change: await insertEarlyQuestion(trx, context, { ...asked, ...by }) };
  });
}

/** What became of the questions of an RSVP, the newest first. */
export async function questionsByLink(executor: Executor, rsvpId: string): Promise<OwnQuestion[]> {
  const rows = await executor
    .selectFrom('questions')
    .select('id')
    .where('rsvp_id', '=', rsvpId)
    .orderBy('created_at', 'desc')
    .execute();
  const loaded = await loadQuestions(
    executor,
    rows.map((row) => row.id)
  );
  return rows.flatMap(({ id }) => loaded.get(id) ?? []).map(ownQuestion);
}

async function findAsker(trx: Trx, token: string) {
  return trx
    .selectFrom('rsvps')
    .innerJoin('events', 'events.id', 'rsvps.event_id')
    .select([
      'rsvps.id',
      'rsvps.event_id',
      'rsvps.status',
      'events.qa',
      'events.ends_at',
      'events.status as event_status'
    ])
    .where('rsvps.token_hash', '=', hashToken(token))
    .executeTakeFirst();
}

async function countWaiting(trx: Trx, rsvpId: string): Promise<number> {
  const { waiting } = await trx
    .selectFrom('questions')
    .select((eb) => eb.fn.countAll().as('waiting'))
    .where('rsvp_id', '=', rsvpId)
    .where('status', '=', 'waiting')
    .executeTakeFirstOrThrow();
  return Number(waiting);
}
