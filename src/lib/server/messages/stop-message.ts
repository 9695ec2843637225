import type { Context } from '../context.ts';
import type { Trx } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { audit } from '../staff/audit.ts';
import { lockOwnMessage } from './send-message.ts';

/** Shown nowhere else: these mails wait for somebody to go on. */
const STOPPED = 'message_stopped';

export type StopOutcome =
  { ok: true; sent: number } | { ok: false; code: 'not_found' | 'not_sending' };

/**
 * Ends a message: who has no mail yet gets none. A mail that is on its way this moment still arrives, and is
 * counted. Refused when it has gone to everybody already.
 */
export async function stopMessage(
  context: Context,
  staffId: string,
  eventId: string,
  messageId: string
): Promise<StopOutcome> {
  return inTransaction(context.db, async (trx) => {
    const message = await lockOwnMessage(trx, context, { staffId, eventId, messageId });
    if (!message) return { ok: false, code: 'not_found' };
    if (message.status !== 'sending') return { ok: false, code: 'not_sending' };
    const dropped = await dropWaiting(trx, messageId);
    if (dropped === 0 && message.queued) return { ok: false, code: 'not_sending' };
    await trx
      .updateTable('messages')
      .set({ status: 'stopped', finished_at: context.now().toISOString() })
      .where('id', '=', messageId)
      .execute();
    const sent = await countSent(trx, messageId);
    await audit(trx, context, {
      actor: staffId,
      what: 'message_stopped',
      eventId,
      subject: { kind: 'message', id: messageId },
      detail: { mails: sent }
    });
    return { ok: true, sent };
  });
}

async function dropWaiting(trx: Trx, messageId: string): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('mail_outbox')
    // A claim stays: what is on its way now is not sent again by who goes on.
    .set({ status: 'dropped', error: STOPPED })
    .where('message_id', '=', messageId)
    .where('status', '=', 'pending')
    .where('rsvp_id', 'is not', null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

async function countSent(trx: Trx, messageId: string): Promise<number> {
  const { mails } = await trx
    .selectFrom('mail_outbox')
    .select(({ fn }) => fn.countAll().as('mails'))
    .where('message_id', '=', messageId)
    .where('status', '=', 'sent')
    .where('rsvp_id', 'is not', null)
    .executeTakeFirstOrThrow();
  return Number(mails);
}

export type ResumeOutcome = { ok: true } | { ok: false; code: 'not_found' | 'not_stopped' };

/**
 * Goes on with a message that somebody stopped, to the same people: who had it does not get it again. Wake
 * the message worker afterwards.
 */
export async function resumeMessage(
  context: Context,
  staffId: string,
  eventId: string,
  messageId: string
): Promise<ResumeOutcome> {
  return inTransaction(context.db, async (trx) => {
    const message = await lockOwnMessage(trx, context, { staffId, eventId, messageId });
    if (!message) return { ok: false, code: 'not_found' };
    if (message.status !== 'stopped' || message.filter === null)
      return { ok: false, code: 'not_stopped' };
    const now = context.now().toISOString();
    const { numUpdatedRows } = await trx
      .updateTable('mail_outbox')
      .set({ status: 'pending', error: null, next_at: now })
      .where('message_id', '=', messageId)
      .where('status', '=', 'dropped')
      .where('error', '=', STOPPED)
      .executeTakeFirst();
    await trx
      .updateTable('messages')
      .set({ status: 'sending', finished_at: null })
      .where('id', '=', messageId)
      .execute();
    await audit(trx, context, {
      actor: staffId,
      what: 'message_resumed',
      eventId,
      subject: { kind: 'message', id: messageId },
      detail: { mails: Number(numUpdatedRows) }
    });
    return { ok: true };
  });
}
