import { expressionBuilder, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely';
import type { Locale } from '../../i18n/locales.ts';
import type { Context } from '../context.ts';
import type { Database, Executor } from '../db/schema.ts';
import { openNames } from '../rsvps/attendee-names.ts';
import { hasWords, matchesFilter, searchedText, searchWords } from '../rsvps/attendee-selection.ts';
import { earlierEditions } from './earlier-editions.ts';
import type { Message } from './message-row.ts';

/** What decides whom a message is for. */
export type Meant = Pick<Message, 'id' | 'eventId' | 'kind' | 'filter' | 'until'>;

/** How many people a message would reach, by the language of their mails. */
export interface RecipientCount {
  byLang: Record<Locale, number>;
  total: number;
  /** Of the selection, but they asked for no messages. */
  quiet: number;
}

export interface Recipient {
  id: string;
  event_id: string;
  lang: Locale;
  email_key: string;
  created_at: string;
}

type Builder = ExpressionBuilder<Database, 'rsvps'>;
type Condition = Expression<SqlBool>;

/** Counts who is meant; one address is one person, however many RSVPs it had. */
export async function countRecipients(context: Context, message: Meant): Promise<RecipientCount> {
  const words = wordsOf(message);
  const groups =
    words.length === 0
      ? await countGroups(context, message)
      : await countByName(context, message, words);
  const count: RecipientCount = { byLang: { es: 0, en: 0 }, total: 0, quiet: 0 };
  for (const { lang, quiet, people } of groups) {
    if (quiet === 1) count.quiet += people;
    else count.byLang[lang] += people;
  }
  return { ...count, total: count.byLang.es + count.byLang.en };
}

interface Group {
  lang: Locale;
  quiet: 0 | 1;
  people: number;
}

async function countGroups(context: Context, message: Meant): Promise<Group[]> {
  const rows = await context.db
    .selectFrom('rsvps')
    .select(({ fn }) => ['lang', 'quiet', fn.countAll().as('people')])
    .where(isMeant(context, message))
    .groupBy(['lang', 'quiet'])
    .execute();
  return rows.map((row) => ({ ...row, people: Number(row.people) }));
}

/** Names are sealed: all that may be meant are opened, and none of it is kept. */
async function countByName(
  context: Context,
  message: Meant,
  words: readonly string[]
): Promise<Group[]> {
  const rows = await context.db
    .selectFrom('rsvps')
    .select(['id', 'lang', 'quiet', 'name_sealed', 'email_sealed'])
    .where(isMeant(context, message))
    .execute();
  const opened = await openNames(context, rows);
  return rows
    .filter((_, index) => hasWords(opened[index]?.text ?? '', words))
    .map(({ lang, quiet }) => ({ lang, quiet, people: 1 }));
}

/** The next people after `cursor`, oldest first, and the cursor after them: null at the end. */
export async function readRecipients(
  context: Context,
  executor: Executor,
  message: Meant,
  { cursor, limit }: { cursor: string | null; limit: number }
): Promise<{ recipients: Recipient[]; next: string | null }> {
  const [at = '', after = ''] = cursor?.split(' ') ?? [];
  const rows = await executor
    .selectFrom('rsvps')
    .select(['id', 'event_id', 'lang', 'email_key', 'created_at'])
    .select(['name_sealed', 'email_sealed'])
    .where(isMeant(context, message))
    .where('quiet', '=', 0)
    .$if(cursor !== null, (query) =>
      query.where(({ or, and, eb }) =>
        or([eb('created_at', '>', at), and([eb('created_at', '=', at), eb('id', '>', after)])])
      )
    )
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit)
    .execute();
  const last = rows.length < limit ? undefined : rows.at(-1);
  return {
    recipients: withWords(context, rows, wordsOf(message)),
    next: last ? `${last.created_at} ${last.id}` : null
  };
}

type SealedRecipient = Recipient & { name_sealed: string | null; email_sealed: string };

function withWords(
  { keys }: Context,
  rows: SealedRecipient[],
  words: readonly string[]
): Recipient[] {
  if (words.length === 0) return rows;
  return rows.filter(({ name_sealed: sealed, email_sealed }) => {
    const name = sealed === null ? null : keys.open(sealed, 'rsvp.name');
    const email = keys.open(email_sealed, 'rsvp.email');
    return hasWords(searchedText({ name, email }), words);
  });
}

function wordsOf({ filter }: Meant): string[] {
  return filter === null ? [] : searchWords(filter);
}

/** Who a message is for, as far as the database can tell; the quiet ones among them. */
function isMeant(context: Context, message: Meant): (eb: Builder) => Condition {
  const { filter, until } = message;
  return (eb) => {
    if (filter === null) return eb.lit(false);
    const own =
      message.kind === 'edition'
        ? wantsEdition(eb, message)
        : eb.and([
            eb('rsvps.event_id', '=', message.eventId),
            matchesFilter(context, filter)(eb),
            isLatestOfAddress(eb)
          ]);
    return until === null ? own : eb.and([own, eb('rsvps.created_at', '<=', until)]);
  };
}

/** Who left and came back has two RSVPs, and one mailbox: the one that lives speaks, else the newest. */
function isLatestOfAddress(eb: Builder): Condition {
  const other = eb
    .selectFrom('rsvps as other')
    .select('other.id')
    .whereRef('other.email_key', '=', 'rsvps.email_key')
    .whereRef('other.event_id', '=', 'rsvps.event_id')
    .where(({ or, eb: inner }) => or([inner('other.status', '!=', 'cancelled'), isLater()]));
  return eb.or([eb('rsvps.status', '!=', 'cancelled'), eb.not(eb.exists(other))]);
}

function isLater(): Condition {
  const eb = expressionBuilder<Database & { other: Database['rsvps'] }, 'rsvps' | 'other'>();
  return eb.or([
    eb('other.created_at', '>', eb.ref('rsvps.created_at')),
    eb.and([
      eb('other.created_at', '=', eb.ref('rsvps.created_at')),
      eb('other.id', '>', eb.ref('rsvps.id'))
    ])
  ]);
}

/**
 * Asked for news at an earlier edition, once per address; but who has an RSVP for the new one knows of it, and
 * who was told by another message is not told again.
 */
function wantsEdition(eb: Builder, { id, eventId }: Meant): Condition {
  const again = eb
    .selectFrom('rsvps as other')
    .select('other.id')
    .whereRef('other.email_key', '=', 'rsvps.email_key')
    .where('other.news', '=', 1)
    .where('other.event_id', 'in', earlierEditions(eventId))
    .where(isLater());
  const coming = eb
    .selectFrom('rsvps as coming')
    .select('coming.id')
    .whereRef('coming.email_key', '=', 'rsvps.email_key')
    .where('coming.event_id', '=', eventId);
  const told = eb
    .selectFrom('rsvps as told')
    .innerJoin('mail_outbox', 'mail_outbox.rsvp_id', 'told.id')
    .innerJoin('messages', 'messages.id', 'mail_outbox.message_id')
    .select('told.id')
    .whereRef('told.email_key', '=', 'rsvps.email_key')
    .where('messages.event_id', '=', eventId)
    .where('messages.kind', '=', 'edition')
    .where('messages.id', '!=', id)
    .where('mail_outbox.status', 'in', ['pending', 'sent']);
  return eb.and([
    eb('rsvps.event_id', 'in', earlierEditions(eventId)),
    eb('rsvps.news', '=', 1),
    ...[again, coming, told].map((known) => eb.not(eb.exists(known)))
  ]);
}
