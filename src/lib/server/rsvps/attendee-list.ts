import type { AttendeeColumn } from '../../schema/attendee-columns.ts';
import type { AttendeeFilter, AttendeeSort } from '../../schema/attendee-filter.ts';
import type { Context } from '../context.ts';
import type { Pool, RsvpStatus } from '../db/schema.ts';
import { openNames, type OpenedName } from './attendee-names.ts';
import { countMatches, hasWords, matchesFilter, searchWords } from './attendee-selection.ts';
import { rsvpCode } from './rsvp-code.ts';

/** One attendee as an organizer's list shows them: what was not asked for is not there. */
export interface ListedAttendee {
  id: string;
  name: string | null;
  /** What names somebody without a name. */
  code: string;
  status: RsvpStatus;
  listen: 'es' | 'en';
  pool: Pool;
  /** The person and their companions. */
  seats: number;
  news: boolean;
  createdAt: string;
  /** When they came, through the door or into the room online. */
  came: { at: string; by: 'door' | 'online' } | null;
  /** The name of the partner whose link they came by, also of one that has left the event since. */
  source: string | null;
  /** Null unless the column was chosen. */
  email: string | null;
  needs: string | null;
}

export interface AttendeePage {
  attendees: ListedAttendee[];
  /** How many the filter means in all. */
  total: number;
  /** Asks for the page after this one; null at the end. Names nobody. */
  next: string | null;
}

interface Wanted {
  sort: AttendeeSort;
  columns: readonly AttendeeColumn[];
  /** `next` of the page before; null for the first one. */
  after: string | null;
}

const PAGE = 100;

/** A page of an event's attendees, in as many statements for twenty thousand of them as for twenty. */
export async function listAttendees(
  context: Context,
  eventId: string,
  filter: AttendeeFilter,
  wanted: Wanted
): Promise<AttendeePage> {
  const words = searchWords(filter);
  const { ids, total, next } =
    words.length > 0 || wanted.sort === 'name'
      ? await pageByName(context, eventId, filter, wanted, words)
      : await pageByTime(context, eventId, filter, wanted);
  return { attendees: await loadListed(context, ids, wanted.columns), total, next };
}

interface Page {
  ids: string[];
  total: number;
  next: string | null;
}

async function pageByTime(
  context: Context,
  eventId: string,
  filter: AttendeeFilter,
  { sort, after }: Wanted
): Promise<Page> {
  const direction = sort === 'old' ? 'asc' : 'desc';
  const [at = '', id = ''] = after?.split(' ') ?? [];
  const rows = await context.db
    .selectFrom('rsvps')
    .select(['id', 'created_at'])
    .where('event_id', '=', eventId)
    .where(matchesFilter(context, filter))
    .$if(after !== null, (query) =>
      query.where(({ or, and, eb }) => {
        const beyond = sort === 'old' ? '>' : '<';
        return or([
          eb('created_at', beyond, at),
          and([eb('created_at', '=', at), eb('id', beyond, id)])
        ]);
      })
    )
    .orderBy('created_at', direction)
    .orderBy('id', direction)
    .limit(PAGE + 1)
    .execute();
  const shown = rows.slice(0, PAGE);
  const last = rows.length > PAGE ? shown.at(-1) : undefined;
  return {
    ids: shown.map((row) => row.id),
    total: await countMatches(context, context.db, eventId, filter),
    next: last ? `${last.created_at} ${last.id}` : null
  };
}

/** Names are sealed: the database gives all that may be meant, and the names decide here. */
async function pageByName(
  context: Context,
  eventId: string,
  filter: AttendeeFilter,
  { sort, after }: Wanted,
  words: readonly string[]
): Promise<Page> {
  const direction = sort === 'new' ? 'desc' : 'asc';
  const rows = await context.db
    .selectFrom('rsvps')
    .select(['id', 'name_sealed', 'email_sealed'])
    .where('event_id', '=', eventId)
    .where(matchesFilter(context, filter))
    .orderBy('created_at', direction)
    .orderBy('id', direction)
    .execute();
  const opened = await openNames(context, rows);
  const found = words.length === 0 ? opened : opened.filter(({ text }) => hasWords(text, words));
  const sorted = sort === 'name' ? found.toSorted(compareNames) : found;
  return cutPage(
    sorted.map(({ id }) => id),
    after
  );
}

/** After the last one of the page before; where that one has gone, after as many as there were. */
function cutPage(ids: readonly string[], after: string | null): Page {
  const [last = '', count = '0'] = after?.split(' ') ?? [];
  const known = ids.indexOf(last);
  const from = known >= 0 ? known + 1 : Math.max(0, Number(count) || 0);
  const shown = ids.slice(from, from + PAGE);
  const end = from + shown.length;
  return {
    ids: shown,
    total: ids.length,
    next: end < ids.length ? `${shown.at(-1)} ${end}` : null
  };
}

/** Who gave no name comes last. */
function compareNames({ text: a }: OpenedName, { text: b }: OpenedName): number {
  const nameless = Number(a.startsWith('\n')) - Number(b.startsWith('\n'));
  return nameless || (a < b ? -1 : Number(a > b));
}

async function loadListed(
  context: Context,
  ids: readonly string[],
  columns: readonly AttendeeColumn[]
): Promise<ListedAttendee[]> {
  if (ids.length === 0) return [];
  const rows = await readListed(context, ids);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row ? [listed(context, row, columns)] : [];
  });
}

function readListed({ db }: Context, ids: readonly string[]) {
  return db
    .selectFrom('rsvps')
    .leftJoin('check_ins', (join) =>
      join.onRef('check_ins.rsvp_id', '=', 'rsvps.id').on('check_ins.present', '=', 1)
    )
    .leftJoin('attendance', 'attendance.rsvp_id', 'rsvps.id')
    .leftJoin('partners', 'partners.slug', 'rsvps.source')
    .select(['rsvps.id', 'rsvps.status', 'rsvps.listen', 'rsvps.pool', 'rsvps.seats', 'rsvps.news'])
    .select(['rsvps.created_at', 'rsvps.name_sealed', 'rsvps.email_sealed', 'rsvps.needs_sealed'])
    .select(['check_ins.at as door', 'attendance.first_seen as online'])
    .select(['rsvps.source', 'partners.name as partner'])
    .where('rsvps.id', 'in', [...ids])
    .execute();
}

type Row = Awaited<ReturnType<typeof readListed>>[number];

function listed({ keys }: Context, row: Row, columns: readonly AttendeeColumn[]): ListedAttendee {
  const { id, status, listen, pool, seats, news, created_at: createdAt } = row;
  const opened = (sealed: string | null, context: string) =>
    sealed === null ? null : keys.open(sealed, context);
  return {
    id,
    name: opened(row.name_sealed, 'rsvp.name'),
    code: rsvpCode(keys, id),
    ...{ status, listen, pool, seats, createdAt },
    news: news === 1,
    came: cameOf(row),
    source: row.partner ?? row.source,
    email: columns.includes('email') ? opened(row.email_sealed, 'rsvp.email') : null,
    needs: columns.includes('needs') ? opened(row.needs_sealed, 'rsvp.needs') : null
  };
}

function cameOf({ door, online }: Row): ListedAttendee['came'] {
  if (door !== null) return { at: door, by: 'door' };
  return online === null ? null : { at: online, by: 'online' };
}
