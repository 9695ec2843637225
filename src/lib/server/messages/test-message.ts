import { LOCALES } from '../../i18n/locales.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/transaction.ts';
import { countMessageTests, enqueueMessageTests } from '../mail/outbox.ts';
import { textFor } from './message-row.ts';
import { lockOwnMessage } from './send-message.ts';

const HOUR = 60 * 60 * 1000;
/** Mails of tests that somebody may have sent in an hour, two for each test. */
const TESTS_PER_HOUR = 20;

export type TestOutcome =
  { ok: true } | { ok: false; code: 'not_found' | 'unfinished' | 'not_public' | 'rate_limited' };

/** Sends a message to who wrote it, as readers of each language get it. Wake the mail worker afterwards. */
export async function testMessage(
  context: Context,
  staff: { id: string; email: string; name: string },
  eventId: string,
  messageId: string
): Promise<TestOutcome> {
  return inTransaction(context.db, async (trx) => {
    const which = { staffId: staff.id, eventId, messageId };
    const message = await lockOwnMessage(trx, context, which);
    if (!message) return { ok: false, code: 'not_found' };
    if (LOCALES.some((lang) => !textFor(message.texts, lang)))
      return { ok: false, code: 'unfinished' };
    const { status } = await trx
      .selectFrom('events')
      .select('status')
      .where('id', '=', eventId)
      .executeTakeFirstOrThrow();
    if (status === 'draft') return { ok: false, code: 'not_public' };
    const since = new Date(context.now().getTime() - HOUR);
    const sent = await countMessageTests(trx, staff.id, since);
    if (sent + LOCALES.length > TESTS_PER_HOUR) return { ok: false, code: 'rate_limited' };
    const to = { staffId: staff.id, address: staff.email, name: staff.name };
    await enqueueMessageTests(trx, context, message, to, LOCALES);
    return { ok: true };
  });
}
