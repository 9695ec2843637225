import { pickText, type FoundText, type Locale } from '../../i18n/locales.ts';
import type { Context } from '../context.ts';
import type { Executor, StaffRole } from '../db/schema.ts';
import { loadTexts } from '../events/event-parts.ts';

/** Who answers for what is sent. */
const ANSWERING: readonly StaffRole[] = ['admin', 'organizer'];
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
  const roles = await context.db
    .selectFrom('staff_roles')
    .innerJoin('staff_users', 'staff_users.id', 'staff_roles.user_id')
    .select('staff_roles.event_id')
    .where('staff_users.id', '=', userId)
    .where('staff_users.disabled_at', 'is', null)
    .where('staff_roles.role', 'in', ANSWERING)
    .execute();
  if (roles.length === 0) return null;
  const everywhere = roles.some((role) => role.event_id === '');
  const eventIds = roles.map((role) => role.event_id);
  const counts = { pending: 0, sent: 0, failed: 0, dropped: 0 };
  const rows = await ownMails(context.db, everywhere, eventIds)
    .select(({ fn }) => ['status', fn.countAll<number>().as('mails')])
    .groupBy('status')
    .execute();
  for (const { status, mails } of rows) counts[status] = Number(mails);
  return { counts, troubled: await troubledMails(context, everywhere, eventIds, lang) };
}

function ownMails(executor: Executor, everywhere: boolean, eventIds: string[]) {
  return executor
    .selectFrom('mail_outbox')
    .$if(!everywhere, (query) => query.where('event_id', 'in', eventIds));
}

async function troubledMails(
  { db }: Context,
  everywhere: boolean,
  eventIds: string[],
  lang: Locale
): Promise<TroubledMail[]> {
  const rows = await ownMails(db, everywhere, eventIds)
    .select(['id', 'kind', 'lang', 'event_id', 'status', 'attempts', 'error', 'next_at'])
    .where('status', 'in', ['failed', 'pending'])
    .orderBy('status')
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
