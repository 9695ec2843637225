import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import * as v from 'valibot';
import { DIRECT, type AttendeeFilter } from '../../schema/attendee-filter.ts';
import { emailSchema } from '../../schema/email.ts';
import { foldText } from '../../schema/text.ts';
import type { Context } from '../context.ts';
import type { Database, Executor, RsvpStatus } from '../db/schema.ts';
import { attendeeKey, openAttendee, type OpenedAttendee } from './sealed-attendee.ts';
import { LIVE_STATUSES } from './states.ts';

/** One RSVP of a selection, opened. */
export interface SelectedAttendee extends OpenedAttendee {
  id: string;
  status: RsvpStatus;
  listen: 'es' | 'en';
  /** The language of their page and mails. */
  lang: 'es' | 'en';
  news: boolean;
  /** The word of the partner's link that they came by; null for none. */
  source: string | null;
  createdAt: string;
}

/** So many are read, opened and handed on at once. */
const BATCH = 500;

type Builder = ExpressionBuilder<Database, 'rsvps'>;

/**
 * What a filter asks of a row of `rsvps`, as far as the database can tell: for `where(…)`. Words of a name
 * are not in it, because names are sealed; `searchWords` gives them.
 */
export function matchesFilter({ keys }: Pick<Context, 'keys'>, filter: AttendeeFilter) {
  return (eb: Builder): Expression<SqlBool> => {
    const { status, listen, pool, news, needs, came, source } = filter;
    const asked: Expression<SqlBool>[] = [];
    if (isAddress(filter.q)) asked.push(eb('rsvps.email_key', '=', attendeeKey(keys, filter.q)));
    if (status === 'live') asked.push(eb('rsvps.status', 'in', LIVE_STATUSES));
    else if (status) asked.push(eb('rsvps.status', '=', status));
    if (listen) asked.push(eb('rsvps.listen', '=', listen));
    if (pool) asked.push(eb('rsvps.pool', '=', pool));
    if (news) asked.push(eb('rsvps.news', '=', news === 'yes' ? 1 : 0));
    if (needs) asked.push(eb('rsvps.needs_sealed', needs === 'yes' ? 'is not' : 'is', null));
    if (came) asked.push(came === 'yes' ? hasCome(eb) : eb.not(hasCome(eb)));
    if (source === DIRECT) asked.push(eb('rsvps.source', 'is', null));
    else if (source) asked.push(eb('rsvps.source', '=', source));
    return eb.and(asked);
  };
}

/** Through the door, or into the room online: both are in `attendance`. */
function hasCome(eb: Builder): Expression<SqlBool> {
  return eb.exists(
    eb
      .selectFrom('attendance')
      .select('attendance.rsvp_id')
      .whereRef('attendance.rsvp_id', '=', 'rsvps.id')
  );
}

/** The folded words that names must have; none for a whole address, which the database finds by its keyed hash. */
export function searchWords({ q }: AttendeeFilter): string[] {
  return q === null || isAddress(q) ? [] : foldText(q).split(' ').filter(Boolean);
}

/** Whether each of the words is somewhere in a folded text. */
export function hasWords(text: string, words: readonly string[]): boolean {
  return words.every((word) => text.includes(word));
}

/** What of a person is searched by words: the name, and the address before and after its sign. */
export function searchedText({ name, email }: Pick<OpenedAttendee, 'name' | 'email'>): string {
  return `${foldText(name ?? '')}\n${email.toLowerCase()}`;
}

/**
 * Everybody that a filter means, oldest first, in batches that are read as they are needed: nothing is held
 * open meanwhile, and who joins during it comes at the end.
 */
export async function* eachAttendee(
  context: Context,
  eventId: string,
  filter: AttendeeFilter
): AsyncGenerator<SelectedAttendee[]> {
  const words = searchWords(filter);
  let rows = await readBatch(context, eventId, filter);
  while (rows.length > 0) {
    const found = rows.map((row) => openRow(context, row));
    yield words.length === 0 ? found : found.filter((one) => hasWords(searchedText(one), words));
    rows = rows.length < BATCH ? [] : await readBatch(context, eventId, filter, rows.at(-1));
  }
}

/** How many rows a filter means, but for the words of names. */
export async function countMatches(
  context: Context,
  executor: Executor,
  eventId: string,
  filter: AttendeeFilter
): Promise<number> {
  const { count } = await executor
    .selectFrom('rsvps')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('event_id', '=', eventId)
    .where(matchesFilter(context, filter))
    .executeTakeFirstOrThrow();
  return Number(count);
}

function isAddress(q: string | null): q is string {
  return q !== null && v.is(emailSchema, q);
}

function readBatch(
  context: Context,
  eventId: string,
  filter: AttendeeFilter,
  after?: { id: string; created_at: string }
) {
  return context.db
    .selectFrom('rsvps')
    .select(['id', 'status', 'listen', 'lang', 'news', 'source', 'created_at'])
    .select(['email_sealed', 'name_sealed', 'needs_sealed'])
    .where('event_id', '=', eventId)
    .where(matchesFilter(context, filter))
    .$if(after !== undefined, (query) =>
      query.where(({ or, and, eb }) =>
        or([
          eb('created_at', '>', after?.created_at ?? ''),
          and([eb('created_at', '=', after?.created_at ?? ''), eb('id', '>', after?.id ?? '')])
        ])
      )
    )
    .orderBy('created_at')
    .orderBy('id')
    .limit(BATCH)
    .execute();
}

type Row = Awaited<ReturnType<typeof readBatch>>[number];

function openRow(context: Context, row: Row): SelectedAttendee {
  const { id, status, listen, lang, news, source, created_at: createdAt } = row;
  return {
    id,
    status,
    listen,
    lang,
    news: news === 1,
    source,
    createdAt,
    ...openAttendee(context, row)
  };
}
