import type { Context } from '../context.ts';
import { inTransaction } from '../db/transaction.ts';
import type { Keys } from '../privacy/keys.ts';

const PURPOSE = 'unsubscribe';

/**
 * The secret of the way out of a mail (RFC 8058). It does nothing else: whoever holds it can neither see nor
 * cancel the RSVP, so that mail providers may know it.
 */
export function unsubscribeToken(keys: Keys, rsvpId: string): string {
  return `${rsvpId}.${keys.sign(rsvpId, PURPOSE)}`;
}

/**
 * Ends all news and messages to the address behind the token, at every event; an unknown token changes nothing
 * and looks the same. Mails of a place (confirmed, moved, reminders) go on: they are not news.
 */
export async function unsubscribe(context: Context, token: string): Promise<void> {
  const rsvpId = rsvpOf(context.keys, token);
  if (rsvpId === null) return;
  await inTransaction(context.db, (trx) =>
    trx
      .updateTable('rsvps')
      .set({ news: 0, tell_record: 0, quiet: 1, updated_at: context.now().toISOString() })
      .where('email_key', 'in', (eb) =>
        eb.selectFrom('rsvps as asked').select('asked.email_key').where('asked.id', '=', rsvpId)
      )
      .execute()
  );
}

function rsvpOf(keys: Keys, token: string): string | null {
  const [rsvpId = '', signature = '', ...rest] = token.split('.');
  return rest.length === 0 && keys.verify(rsvpId, PURPOSE, signature) ? rsvpId : null;
}
