import type { Locale } from '../../i18n/locales.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/transaction.ts';
import { enqueueTestMail } from '../mail/test-mail.ts';
import { isAdmin } from '../staff/access.ts';
import { audit } from '../staff/audit.ts';

export type TestMailOutcome = { ok: true } | { ok: false; code: 'forbidden' };

/** Sends an admin a mail through the outbox, to the address they sign in with. Wake the mail worker afterwards. */
export async function sendTestMail(
  context: Context,
  staff: { id: string; email: string; name: string },
  lang: Locale
): Promise<TestMailOutcome> {
  return inTransaction(context.db, async (trx) => {
    if (!(await isAdmin(trx, staff.id))) return { ok: false, code: 'forbidden' };
    const to = { id: staff.id, address: staff.email, name: staff.name };
    await enqueueTestMail(trx, context, to, lang);
    await audit(trx, context, { actor: staff.id, what: 'mail_tested', eventId: null });
    return { ok: true };
  });
}
