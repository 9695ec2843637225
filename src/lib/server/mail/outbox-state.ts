import { pickText, type FoundText, type Locale } from '../../i18n/locales.ts';
import type { Context } from '../context.ts';
import type { Executor } from '../db/schema.ts';
import { loadTexts } from '../events/event-parts.ts';
import { eventsWithRole, ORGANIZING } from '../staff/access.ts';

const SHOWN = 100;

/** A mail that waits or failed, without the person: only what an organizer can act on. */
export interface TroubledMail {
  id: string;
  kind: string;
  lang: Locale;
  event: FoundText | null;
  status: 'pending' | 'failed';
  attempts: number;
  /** A server's code or our own, such as `550 RCPT TO` or `unreadable`; never its words, which may name the address. */
  code: string | null;
  nextAt: string;
}

export interface OutboxState {
  counts: Record<'pending' | 'sent' | 'failed' | 'dropped', number>;
  /** Failed first, then those that wait longest; at most a hundred. */
  troubled: TroubledMail[];
}

/** The outbox of the events that this person organizes; null for who organizes none. */
export async function loadOutboxState(
  context: Context,
  userId: string,
  lang: Locale
): Promise<OutboxState | null> {
  const events = await eventsWithRole(context.db, userId, ORGANIZING);
  if (events === null) return null;
  const counts = { pending: 0, sent: 0, failed: 0, dropped: 0 };
  const rows = await ownMails(context.db, events)
    .select(({ fn }) => ['status', fn.countAll<number>().as('mails')])
    .groupBy('status')
    .execute();
  for (const { status, mails } of rows) counts[status] = Number(mails);
  return { counts, troubled: await troubledMails(context, events, lang) };
}

function ownMails(executor: Executor, events: 'all' | string[]) {
  const mails = executor.selectFrom('mail_outbox');
  return events === 'all' ? mails : mails.where('event_id', 'in', events);
}

async function troubledMails(
  { db }: Context,
  events: 'all' | string[],
  lang: Locale
): Promise<TroubledMail[]> {
  const rows = await ownMails(db, events)
    .select(['id', 'kind', 'lang', 'event_id', 'status', 'attempts', 'error', 'next_at'])
    .where('status', 'in', ['failed', 'pending'])
    .orderBy('status')
    .orderBy('bulk')
    .orderBy('next_at')
    .limit(SHOWN)
    .execute();
  const texts = await loadTexts(db, [...new Set(rows.flatMap((row) => row.event_id ?? []))]);
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    lang: row.lang,
    event: titleOf(texts.get(row.event_id ?? '') ?? [], lang),
    status: row.status === 'failed' ? 'failed' : 'pending',
    attempts: row.attempts,
    code: row.error,
    nextAt: row.next_at
  }));
}

function titleOf(texts: { lang: Locale; title: string | null }[], lang: Locale): FoundText | null {
  return pickText(
    Object.fromEntries(texts.flatMap((text) => (text.title ? [[text.lang, text.title]] : []))),
    lang
  );
}
