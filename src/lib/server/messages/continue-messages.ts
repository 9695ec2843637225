import { setImmediate } from 'node:timers/promises';
import type { Context } from '../context.ts';
import type { Trx } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { enqueueMessageMails } from '../mail/outbox.ts';
import { lockMessage } from './message-row.ts';
import { readRecipients } from './recipients.ts';

/** People of one transaction: short enough that nobody who RSVPs meanwhile waits for it. */
const BATCH = 200;

export interface ContinueOptions {
  /** Called after each batch: mails wait to be sent. */
  onQueued?: () => void;
  stop?: AbortSignal;
  batch?: number;
}

/**
 * Writes the mails of every message that is being sent into the outbox, each batch with its cursor in one
 * transaction: whatever stops it, the next call goes on where it was, in any process. Then notes which
 * messages have gone to everybody.
 */
export async function continueMessages(
  context: Context,
  { onQueued, stop, batch = BATCH }: ContinueOptions = {}
): Promise<void> {
  const sending = await context.db
    .selectFrom('messages')
    .select('id')
    .where('status', '=', 'sending')
    .where('queued', '=', 0)
    .orderBy('started_at')
    .execute();
  for (const { id } of sending) {
    let isMore = true;
    while (isMore && !stop?.aborted) {
      isMore = await queueBatch(context, id, batch);
      onQueued?.();
      // Whoever is live in this process gets a turn after each batch.
      await setImmediate();
    }
  }
  await finishMessages(context);
}

/** Returns whether there is more to write. */
async function queueBatch(context: Context, id: string, limit: number): Promise<boolean> {
  return inTransaction(context.db, async (trx) => {
    const message = await lockMessage(context, trx, id);
    if (message?.status !== 'sending' || message.queued) return false;
    const { cursor } = message;
    const { recipients, next } = await readRecipients(context, trx, message, { cursor, limit });
    await enqueueMessageMails(trx, context, message, recipients);
    await moveOn(trx, id, next);
    return next !== null;
  });
}

async function moveOn(trx: Trx, id: string, next: string | null): Promise<void> {
  await trx
    .updateTable('messages')
    .set(next === null ? { cursor: null, queued: 1 } : { cursor: next })
    .where('id', '=', id)
    .execute();
}

/** A message is sent once none of its mails waits any more. */
async function finishMessages(context: Context): Promise<void> {
  await inTransaction(context.db, (trx) =>
    trx
      .updateTable('messages')
      .set({ status: 'sent', finished_at: context.now().toISOString() })
      .where('status', '=', 'sending')
      .where('queued', '=', 1)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('mail_outbox')
              .select('mail_outbox.id')
              .whereRef('mail_outbox.message_id', '=', 'messages.id')
              .where('mail_outbox.status', '=', 'pending')
          )
        )
      )
      .execute()
  );
}
