import { LOCALES } from '../../i18n/locales.ts';
import { messageProblems } from '../../schema/message.ts';
import type { Context } from '../context.ts';
import type { EventStatus, Trx } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { hasRole, ORGANIZING } from '../staff/access.ts';
import { audit } from '../staff/audit.ts';
import { findMessage, isWritten, lockMessage, type Message } from './message-row.ts';
import { countRecipients, type RecipientCount } from './recipients.ts';

/** Why a message is not sent: `over` is for news of an edition that is off or has been. */
export type SendRefusal = 'unfinished' | 'nobody' | 'not_public' | 'over';

export type SendOutcome =
  | { ok: true; total: number }
  | { ok: false; code: 'not_found' | 'not_draft' | 'conflict' | SendRefusal };

/** What was on the page when its button was pressed. */
export interface SeenMessage {
  version: number;
  /** When the people were counted: who comes to the list later is not meant. */
  asOf: string;
}

/**
 * Begins to send a message to whom it was shown to be for. Refused when somebody changed it since
 * (`conflict`), when it is no draft any more, and by `whyNotSendable`. Wake the message worker afterwards.
 */
export async function sendMessage(
  context: Context,
  staffId: string,
  eventId: string,
  messageId: string,
  seen: SeenMessage
): Promise<SendOutcome> {
  const until = earlierOf(seen.asOf, context.now());
  const found = await findMessage(context, context.db, eventId, messageId);
  if (!found) return { ok: false, code: 'not_found' };
  // Counted before the transaction, which many people would wait for; the version says that it holds.
  const count = await countRecipients(context, { ...found, until });
  return inTransaction(context.db, async (trx) => {
    const message = await lockOwnMessage(trx, context, { staffId, eventId, messageId });
    if (!message) return { ok: false, code: 'not_found' };
    if (message.status !== 'draft') return { ok: false, code: 'not_draft' };
    if (message.version !== seen.version || message.version !== found.version)
      return { ok: false, code: 'conflict' };
    const refusal = await whyNotSendable(context, trx, message, count);
    if (refusal) return { ok: false, code: refusal };
    await begin(trx, context, messageId, { until, total: count.total });
    await noteSending(trx, context, staffId, message, count.total);
    return { ok: true, total: count.total };
  });
}

function earlierOf(instant: string, now: Date): string {
  const at = Date.parse(instant);
  return (Number.isNaN(at) || at > now.getTime() ? now : new Date(at)).toISOString();
}

/** What has to be done before a message can be sent; null when nothing is missing. */
export async function whyNotSendable(
  context: Context,
  executor: Context['db'] | Trx,
  { eventId, kind, texts }: Pick<Message, 'eventId' | 'kind' | 'texts'>,
  count: RecipientCount
): Promise<SendRefusal | null> {
  const event = await executor
    .selectFrom('events')
    .select(['status', 'ends_at'])
    .where('id', '=', eventId)
    .executeTakeFirstOrThrow();
  if (event.status === 'draft') return 'not_public';
  if (kind === 'edition' && isOver(event, context.now())) return 'over';
  const isUnfinished = Object.keys(messageProblems(texts)).length > 0;
  if (isUnfinished || !LOCALES.some((lang) => isWritten(texts, lang))) return 'unfinished';
  return count.total === 0 ? 'nobody' : null;
}

/** Nobody is told any more to come to it. */
export function isOver(event: { status: EventStatus; ends_at: string }, now: Date): boolean {
  return event.status !== 'published' || event.ends_at <= now.toISOString();
}

async function begin(
  trx: Trx,
  context: Context,
  id: string,
  { until, total }: { until: string; total: number }
): Promise<void> {
  const now = context.now().toISOString();
  await trx
    .updateTable('messages')
    .set({ status: 'sending', started_at: now, until, total })
    .where('id', '=', id)
    .execute();
}

/** How many and in which languages the text is, and nothing about who. */
async function noteSending(
  trx: Trx,
  context: Context,
  staffId: string,
  { id, eventId, texts }: Message,
  count: number
): Promise<void> {
  const lang = LOCALES.filter((one) => isWritten(texts, one)).join(' ');
  await audit(trx, context, {
    actor: staffId,
    what: 'message_sent',
    eventId,
    subject: { kind: 'message', id },
    detail: { count, lang }
  });
}

/** The message for who organizes its event at this moment, locked; null for everybody else. */
export async function lockOwnMessage(
  trx: Trx,
  context: Context,
  { staffId, eventId, messageId }: { staffId: string; eventId: string; messageId: string }
): Promise<Message | null> {
  if (!(await hasRole(trx, staffId, eventId, ORGANIZING))) return null;
  const message = await lockMessage(context, trx, messageId);
  return message?.eventId === eventId ? message : null;
}
