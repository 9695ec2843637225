import { isPostgres } from '../db/migrate.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/transaction.ts';
import type { Locale } from '../../i18n/locales.ts';

const MINUTE = 60_000;
/** How long a claimed mail is left alone by other workers: longer than a batch needs when every step times out. */
const CLAIM = 10 * MINUTE;
const LONGEST_WAIT = 6 * 60 * MINUTE;
/** What is still refused, or cannot be written, after five days never will be (RFC 5321, 4.5.4.1). */
const GIVE_UP = 5 * 24 * 60 * MINUTE;

/** An outbox row that is ours to send now. */
export interface ClaimedMail {
  id: string;
  kind: string;
  lang: Locale;
  rsvp_id: string | null;
  event_id: string | null;
  /** The organizers' message that it brings. */
  message_id: string | null;
  payload_sealed: string;
  /** Failed tries before this one that were its own trouble, and not that of the way to the server. */
  attempts: number;
  next_at: string;
  created_at: string;
}

/**
 * Claims up to `count` due mails, oldest first; what another worker holds is skipped. What one person waits for
 * goes first: mails to many are claimed while there is none of those.
 */
export async function claimDueMails(context: Context, count: number): Promise<ClaimedMail[]> {
  const own = await claimOf(context, 0, count);
  return own.length > 0 ? own : claimOf(context, 1, count);
}

async function claimOf(context: Context, bulk: 0 | 1, count: number): Promise<ClaimedMail[]> {
  const now = context.now();
  const rows = await inTransaction(context.db, (trx) =>
    trx
      .updateTable('mail_outbox')
      .set({ locked_until: new Date(now.getTime() + CLAIM).toISOString() })
      .where('id', 'in', (eb) =>
        eb
          .selectFrom('mail_outbox as due')
          .select('due.id')
          .where('due.status', '=', 'pending')
          .where('due.bulk', '=', bulk)
          .where('due.next_at', '<=', now.toISOString())
          .where((or) =>
            or.or([
              or('due.locked_until', 'is', null),
              or('due.locked_until', '<=', now.toISOString())
            ])
          )
          .orderBy('due.next_at')
          .orderBy('due.created_at')
          .limit(count)
          .$if(isPostgres(trx), (query) => query.forUpdate().skipLocked())
      )
      .returning([
        'id',
        'kind',
        'lang',
        'rsvp_id',
        'event_id',
        'message_id',
        'payload_sealed',
        'attempts',
        'next_at',
        'created_at'
      ])
      .execute()
  );
  return rows.sort((a, b) => compare(a.next_at, b.next_at) || compare(a.created_at, b.created_at));
}

/** The mail is on its way: nothing personal of it stays. */
export async function markSent(context: Context, id: string): Promise<void> {
  await update(context, id, {
    status: 'sent',
    payload_sealed: '',
    locked_until: null,
    error: null,
    sent_at: context.now().toISOString()
  });
}

/** The address refused the mail for good: it is not tried again, and nothing personal of it stays. */
export async function markBounced(context: Context, id: string, error: string): Promise<void> {
  await update(context, id, { status: 'failed', payload_sealed: '', locked_until: null, error });
}

/** The mail is no longer true or wanted: it is not sent, and nothing personal of it stays. */
export async function markDropped(context: Context, id: string, reason: string): Promise<void> {
  await update(context, id, {
    status: 'dropped',
    payload_sealed: '',
    locked_until: null,
    error: reason
  });
}

/** Tries again later: after a minute, then twice as long each time up to six hours, give or take a fifth. */
export async function postpone(context: Context, mail: ClaimedMail, error: string): Promise<void> {
  const attempts = mail.attempts + 1;
  await update(context, mail.id, { attempts, ...waiting(context, backoff(attempts), error) });
}

/** Tries again in a minute, give or take a fifth, and counts no attempt: nothing is wrong with this mail. */
export async function retrySoon(context: Context, id: string, error: string): Promise<void> {
  await update(context, id, waiting(context, MINUTE, error));
}

function waiting(context: Context, milliseconds: number, error: string) {
  const wait = milliseconds * (0.8 + Math.random() * 0.4);
  const next_at = new Date(context.now().getTime() + wait).toISOString();
  return { locked_until: null, error, next_at };
}

/** Gives back claimed mails that were not tried. */
export async function releaseClaims(context: Context, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await inTransaction(context.db, (trx) =>
    trx.updateTable('mail_outbox').set({ locked_until: null }).where('id', 'in', ids).execute()
  );
}

/**
 * Gives back what a process held that was killed: its mails need not wait until their claims lapse. Only where
 * one process at most has the database, which is so with SQLite, and before it sends anything itself.
 */
export async function releaseDeadClaims({ db }: Pick<Context, 'db'>): Promise<void> {
  if (isPostgres(db)) return;
  await inTransaction(db, (trx) =>
    trx
      .updateTable('mail_outbox')
      .set({ locked_until: null })
      .where('status', '=', 'pending')
      .where('locked_until', 'is not', null)
      .execute()
  );
}

/** Milliseconds to wait after so many failed attempts, before jitter. */
export function backoff(attempts: number): number {
  return Math.min(LONGEST_WAIT, MINUTE * 2 ** (attempts - 1));
}

/** So many tries make five days. */
export const MOST_TRIES = triesWithin(GIVE_UP);

function triesWithin(milliseconds: number): number {
  let tries = 1;
  for (let waited = 0; waited < milliseconds; tries += 1) waited += backoff(tries);
  return tries;
}

type Change = Partial<{
  status: 'sent' | 'failed' | 'dropped';
  payload_sealed: string;
  locked_until: null;
  error: string | null;
  attempts: number;
  next_at: string;
  sent_at: string;
}>;

async function update(context: Context, id: string, change: Change): Promise<void> {
  await inTransaction(context.db, (trx) =>
    trx.updateTable('mail_outbox').set(change).where('id', '=', id).execute()
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
