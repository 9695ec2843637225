import { LOCALES, pickText, type FoundText, type Locale } from '../../i18n/locales.ts';
import type { EventWhen } from '../../i18n/when.ts';
import type { Context } from '../context.ts';
import type { EventStatus, StaffRole } from '../db/schema.ts';
import { eventWhen } from '../events/clock.ts';
import { readCursor, writeCursor, type ListCursor } from '../events/cursor.ts';
import { LIST_SECTIONS, type ListSection } from '../events/event-filter.ts';
import { loadTexts, type CardTextRow } from '../events/event-parts.ts';
import {
  cursorAfter,
  isBeyond,
  isInSection,
  matchesWords,
  sectionsFrom
} from '../events/event-search.ts';
import { slugsOf } from '../events/public-event.ts';
import { findRehearsals } from '../rehearsals/find-rehearsal.ts';
import { MODERATING, ORGANIZING, READING } from './access.ts';

/** One event in the staff's list, with what waits in it. */
export interface StaffEventRow {
  slug: Record<Locale, string>;
  /** The rehearsal that is under way; not an event of its own here. */
  rehearsal: Record<Locale, string> | null;
  title: FoundText;
  /** The languages in which it has no title yet. */
  missing: Locale[];
  status: EventStatus;
  when: EventWhen;
  over: boolean;
  /** Whether the person decides about its questions, or reads along. */
  moderates: boolean;
  /** Whether the person may see and change its seats and texts. */
  organizes: boolean;
  waiting: number;
  confirmed: number;
}

export const STAFF_EVENT_STATES = ['upcoming', 'drafts', 'past'] as const;
export type StaffEventState = (typeof STAFF_EVENT_STATES)[number];

export interface StaffEventFilter {
  q?: string;
  /** `upcoming` and `past` are without drafts. */
  state?: StaffEventState;
}

interface StaffListRequest extends StaffEventFilter {
  lang: Locale;
  /** False leaves drafts out. */
  drafts?: boolean;
  cursor?: string | null;
  limit?: number;
}

export interface StaffEventList {
  events: StaffEventRow[];
  /** Asks for the next page; null at the end. */
  cursor: string | null;
}

const PAGE = 50;
const LONGEST_QUERY = 100;

/** Reads `?q=&state=`; values that mean nothing are left out. */
export function readStaffEventFilter(params: URLSearchParams): StaffEventFilter {
  const q = (params.get('q') ?? '').trim().slice(0, LONGEST_QUERY);
  const state = STAFF_EVENT_STATES.find((known) => known === params.get('state'));
  return { ...(q && { q }), ...(state && { state }) };
}

/**
 * The events that this person moderates, interprets or runs, those to come first. A page at a time, in the
 * same few statements however many events there are.
 */
export async function listStaffEvents(
  context: Context,
  userId: string,
  request: StaffListRequest
): Promise<StaffEventList> {
  const limit = request.limit ?? PAGE;
  const now = context.now().toISOString();
  const found = await findRows(context, userId, request, limit);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    events: await describeRows(context, userId, page, request.lang),
    cursor: found.length > limit && last ? writeCursor(cursorAfter(last, now)) : null
  };
}

type FoundRow = Awaited<ReturnType<typeof findSection>>[number];

async function findRows(
  context: Context,
  userId: string,
  request: StaffListRequest,
  limit: number
): Promise<FoundRow[]> {
  const cursor = request.cursor ? readCursor(request.cursor) : null;
  const { state } = request;
  const sections = state === 'upcoming' || state === 'past' ? [state] : LIST_SECTIONS;
  const rows: FoundRow[] = [];
  for (const section of sectionsFrom(sections, cursor)) {
    const after = cursor?.section === section ? cursor : null;
    const wanted = limit + 1 - rows.length;
    rows.push(...(await findSection(context, userId, request, { section, after, wanted })));
    if (rows.length > limit) break;
  }
  return rows;
}

interface SectionRequest {
  section: ListSection;
  after: ListCursor | null;
  wanted: number;
}

function findSection(
  context: Context,
  userId: string,
  { q, state, drafts = true, lang }: StaffListRequest,
  { section, after, wanted }: SectionRequest
) {
  const direction = section === 'upcoming' ? 'asc' : 'desc';
  return context.db
    .selectFrom('events')
    .selectAll('events')
    .select((eb) => [
      eb
        .selectFrom('questions')
        .select(eb.fn.countAll<number>().as('n'))
        .whereRef('questions.event_id', '=', 'events.id')
        .where('questions.status', '=', 'waiting')
        .as('waiting'),
      eb
        .selectFrom('rsvps')
        .select(({ fn }) => fn.sum<number>('rsvps.seats').as('n'))
        .whereRef('rsvps.event_id', '=', 'events.id')
        .where('rsvps.status', '=', 'confirmed')
        .as('confirmed')
    ])
    .where('events.rehearsal_of', 'is', null)
    .$if(state !== undefined, (query) =>
      query.where('events.status', state === 'drafts' ? '=' : '!=', 'draft')
    )
    .$if(!drafts, (query) => query.where('events.status', '!=', 'draft'))
    .where(isInSection(section, context.now().toISOString()))
    .where(matchesWords(q, lang))
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('staff_roles')
          .select('staff_roles.user_id')
          .where('staff_roles.user_id', '=', userId)
          .where('staff_roles.role', 'in', READING)
          .where((eb) =>
            eb.or([
              eb('staff_roles.event_id', '=', ''),
              eb('staff_roles.event_id', '=', eb.ref('events.id'))
            ])
          )
      )
    )
    .$if(after !== null, (query) => (after ? query.where(isBeyond(after, section)) : query))
    .orderBy('starts_at', direction)
    .orderBy('id', direction)
    .limit(wanted)
    .execute();
}

async function describeRows(
  context: Context,
  userId: string,
  rows: FoundRow[],
  lang: Locale
): Promise<StaffEventRow[]> {
  const ids = rows.map((event) => event.id);
  const texts = await loadTexts(context.db, ids);
  const rehearsals = await findRehearsals(context.db, ids);
  const roles = await context.db
    .selectFrom('staff_roles')
    .select(['role', 'event_id'])
    .where('user_id', '=', userId)
    .where('role', 'in', MODERATING)
    .execute();
  const holds = (known: readonly StaffRole[], eventId: string) =>
    roles.some((role) => known.includes(role.role) && ['', eventId].includes(role.event_id));
  const now = context.now().toISOString();
  return rows.map((event) => ({
    ...namesOf(texts.get(event.id) ?? [], lang),
    rehearsal: rehearsals.get(event.id) ?? null,
    status: event.status,
    when: eventWhen(event),
    over: event.status === 'ended' || event.ends_at <= now,
    moderates: holds(MODERATING, event.id),
    organizes: holds(ORGANIZING, event.id),
    waiting: Number(event.waiting ?? 0),
    confirmed: Number(event.confirmed ?? 0)
  }));
}

function namesOf(texts: CardTextRow[], lang: Locale) {
  const titles = Object.fromEntries(
    texts.flatMap((text) => (text.title ? [[text.lang, text.title]] : []))
  );
  const slug = slugsOf(texts);
  return {
    slug,
    title: pickText(titles, lang) ?? { text: slug[lang], lang },
    missing: LOCALES.filter((each) => !titles[each])
  };
}
