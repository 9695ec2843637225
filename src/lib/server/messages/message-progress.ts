import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { MessageStatus } from '../db/messages-table.ts';
import type { Database, Executor, Trx } from '../db/schema.ts';

/** How far a message is. What was meant and neither went nor waits is no longer meant. */
export interface MessageProgress {
  /** How many were meant when it began. */
  total: number;
  sent: number;
  failed: number;
  /** In the outbox, or not even there yet. */
  waiting: number;
  /** Left, unsubscribed or erased since; or the message was stopped before their turn. */
  left: number;
}

interface Counted {
  id: string;
  status: MessageStatus;
  queued: 0 | 1;
  total: number | null;
  sent: number;
  failed: number;
}

/** The progress of messages by their id, in one statement. */
export async function loadProgress(
  executor: Executor,
  messages: readonly Counted[]
): Promise<Map<string, MessageProgress>> {
  const rows = await executor
    .selectFrom('mail_outbox')
    .select(({ fn }) => ['message_id', 'status', fn.countAll().as('mails')])
    .where('message_id', 'in', ['', ...messages.map(({ id }) => id)])
    .where('rsvp_id', 'is not', null)
    .groupBy(['message_id', 'status'])
    .execute();
  const count = (id: string, status: string) =>
    Number(rows.find((row) => row.message_id === id && row.status === status)?.mails ?? 0);
  return new Map(
    messages.map((message) => {
      const { id, queued } = message;
      const mails = {
        sent: message.sent + count(id, 'sent'),
        failed: message.failed + count(id, 'failed'),
        dropped: count(id, 'dropped'),
        pending: count(id, 'pending')
      };
      return [id, progressOf(message, mails, queued === 1)];
    })
  );
}

function progressOf(
  { status, total }: Counted,
  { sent, failed, dropped, pending }: Record<'sent' | 'failed' | 'dropped' | 'pending', number>,
  isQueued: boolean
): MessageProgress {
  const settled = sent + failed + dropped;
  // Somebody may have come into the selection after the count.
  const meant = Math.max(total ?? 0, settled + pending);
  const waiting = status !== 'sending' ? 0 : isQueued ? pending : meant - settled;
  return { total: meant, sent, failed, waiting, left: meant - sent - failed - waiting };
}

/** What a message is by its progress: who looks need not wait until the clock has noted that all have gone. */
export function standingOf<Status extends MessageStatus>(
  status: Status,
  { waiting }: MessageProgress
): Status | 'sent' {
  return status === 'sending' && waiting === 0 ? 'sent' : status;
}

type MailCondition = (eb: ExpressionBuilder<Database, 'mail_outbox'>) => Expression<SqlBool>;

/** Adds the mails that meet a condition to their messages' results: call it before their rows are deleted. */
export async function keepProgress(trx: Trx, condition: MailCondition): Promise<void> {
  const rows = await trx
    .selectFrom('mail_outbox')
    .select(({ fn }) => ['message_id', 'status', fn.countAll().as('mails')])
    .where('message_id', 'is not', null)
    .where('rsvp_id', 'is not', null)
    .where('status', 'in', ['sent', 'failed'])
    .where(condition)
    .groupBy(['message_id', 'status'])
    .execute();
  for (const { message_id: id, status, mails } of rows) {
    const column = status === 'sent' ? 'sent' : 'failed';
    await trx
      .updateTable('messages')
      .set((eb) => ({ [column]: eb(column, '+', Number(mails)) }))
      .where('id', '=', id)
      .execute();
  }
}
