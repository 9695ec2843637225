import * as v from 'valibot';
import type { FoundText, Locale } from '../../i18n/locales.ts';
import type { OwnQuestion } from '../../realtime/protocol.ts';
import type { Context } from '../context.ts';
import type { Executor, Pool, RsvpStatus } from '../db/schema.ts';
import { loadTexts } from '../events/event-parts.ts';
import { textOf } from '../events/public-event.ts';
import { loadQuestions } from '../questions/question-rows.ts';
import { ownQuestion } from '../questions/question-views.ts';
import { viewerIdOf } from '../rooms/viewer-identity.ts';
import { houseRetentionDays, shorterOf } from '../house/retention.ts';
import { deletionDate } from '../rsvps/retention.ts';
import { attendeeKey, openAttendee, openZone } from '../rsvps/sealed-attendee.ts';
import { hashToken } from './keys.ts';

/** Somebody who showed that an address is theirs, and what this browser is known by in rooms. */
export interface Person {
  /** Keyed hash of the address. */
  key: string;
  viewerIds: readonly string[];
}

/** The private links that a browser holds, and the token by which it is a viewer in rooms. */
export interface HeldLinks {
  links: readonly string[];
  viewerToken: string | null | undefined;
}

/**
 * The person behind `link`, one of a browser's, with what the browser is known by in the rooms of this
 * person's events; null for any other token. People who share a browser and have links to the same event are
 * one viewer in its room: what was asked there cannot be told apart, and either sees and erases all of it.
 */
export async function findPersonByLink(
  context: Context,
  link: string,
  { links, viewerToken }: HeldLinks
): Promise<Person | null> {
  const rows = await context.db
    .selectFrom('rsvps')
    .select(['token_hash', 'email_key', 'event_id'])
    .where('token_hash', 'in', [link, ...links].map(hashToken))
    .execute();
  const key = rows.find((row) => row.token_hash === hashToken(link))?.email_key;
  if (key === undefined) return null;
  const own = rows.filter((row) => row.email_key === key);
  const viewerIds = own.flatMap((row) => viewerIdOf(context.keys, viewerToken, row.event_id) ?? []);
  return { key, viewerIds: [...new Set(viewerIds)] };
}

/** The person behind an address, for the operator. */
export function personByEmail(context: Context, email: string): Person {
  return { key: attendeeKey(context.keys, email), viewerIds: [] };
}

export interface HeldRsvp {
  id: string;
  event_id: string;
  status: RsvpStatus;
  listen: Locale;
  seats: number;
  pool: Pool;
  source: string | null;
  ends_at: string;
  attended: string | null;
}

export async function rsvpsOf(executor: Executor, key: string): Promise<HeldRsvp[]> {
  return executor
    .selectFrom('rsvps')
    .innerJoin('events', 'events.id', 'rsvps.event_id')
    .leftJoin('attendance', 'attendance.rsvp_id', 'rsvps.id')
    .select([
      'rsvps.id',
      'rsvps.event_id',
      'rsvps.status',
      'rsvps.listen',
      'rsvps.seats',
      'rsvps.pool',
      'rsvps.source',
      'events.ends_at',
      'attendance.first_seen as attended'
    ])
    .where('rsvps.email_key', '=', key)
    .orderBy('rsvps.created_at')
    .execute();
}

/** Everything held on one person, in words a person can read and a program too. */
export interface HeldByPerson {
  rsvps: HeldRsvpView[];
  questions: (Pick<OwnQuestion, 'lang' | 'text' | 'status' | 'createdAt'> & {
    name: string | null;
    event: FoundText;
  })[];
  mails: { kind: string; status: string; createdAt: string; sentAt: string | null }[];
  /** RSVPs that were never confirmed. */
  drafts: { event: FoundText; createdAt: string }[];
  /** Votes given in rooms by this browser. */
  votes: number;
}

export interface HeldRsvpView {
  event: FoundText;
  status: RsvpStatus;
  name: string | null;
  email: string;
  /** How many come, the person included. */
  seats: number;
  pool: Pool;
  /** The organisation by whose link the person came. */
  via: string | null;
  /** Of the browser that sent the RSVP; null where it did not say. */
  zone: string | null;
  needs: string | null;
  listen: Locale;
  lang: Locale;
  news: boolean;
  tellRecord: boolean;
  /** The organizers' messages are wanted. */
  messages: boolean;
  createdAt: string;
  attendance: { firstSeen: string; lastSeen: string } | null;
  /** What the door noted last: that they came in, or that this was a mistake. */
  checkIn: { at: string; present: boolean } | null;
  deletedAt: string;
}

/** Reads all that `erasePerson` would erase. Changes nothing. */
export async function collectHeld(
  context: Context,
  person: Person,
  lang: Locale
): Promise<HeldByPerson> {
  const rsvps = await rsvpRowsOf(context.db, person.key);
  const ids = rsvps.map((rsvp) => rsvp.id);
  const questions = await questionsOf(context.db, ids, person.viewerIds);
  const drafts = await draftsOf(context.db, person.key);
  const titles = await titlesOf(
    context.db,
    [...rsvps, ...questions, ...drafts].map((row) => row.event_id),
    lang
  );
  const house = await houseRetentionDays(context);
  const titleOf = (eventId: string) => titles.get(eventId) ?? { text: eventId, lang };
  return {
    rsvps: rsvps.map((row) => rsvpView(context, row, titleOf(row.event_id), house)),
    questions: questions.map((row) => {
      const { text, status, createdAt, name, lang } = ownQuestion(row);
      return { event: titleOf(row.event_id), lang, text, status, createdAt, name: name ?? null };
    }),
    mails: await mailsOf(context.db, ids, person.key),
    drafts: drafts.map((row) => ({ event: titleOf(row.event_id), createdAt: row.created_at })),
    votes: await votesOf(context.db, person.viewerIds)
  };
}

const openedSchema = v.object({
  name: v.nullable(v.string()),
  email: v.string(),
  needs: v.nullable(v.string())
});

type RsvpRow = Awaited<ReturnType<typeof rsvpRowsOf>>[number];

async function rsvpRowsOf(executor: Executor, key: string) {
  return executor
    .selectFrom('rsvps')
    .innerJoin('events', 'events.id', 'rsvps.event_id')
    .leftJoin('attendance', 'attendance.rsvp_id', 'rsvps.id')
    .leftJoin('check_ins', 'check_ins.rsvp_id', 'rsvps.id')
    .leftJoin('partners', 'partners.slug', 'rsvps.source')
    .selectAll('rsvps')
    .select('partners.name as partner')
    .select(['events.ends_at', 'events.retention_days'])
    .select(['attendance.first_seen', 'attendance.last_seen'])
    .select(['check_ins.at as door_at', 'check_ins.present as door_present'])
    .where('email_key', '=', key)
    .orderBy('rsvps.created_at')
    .execute();
}

function rsvpView(context: Context, row: RsvpRow, event: FoundText, house: number): HeldRsvpView {
  return {
    event,
    status: row.status,
    ...v.parse(openedSchema, openAttendee(context, row)),
    seats: row.seats,
    pool: row.pool,
    via: row.partner ?? row.source,
    zone: openZone(context, row.zone_sealed),
    listen: row.listen,
    lang: row.lang,
    news: row.news === 1,
    tellRecord: row.tell_record === 1,
    messages: row.quiet === 0,
    createdAt: row.created_at,
    attendance:
      row.first_seen && row.last_seen
        ? { firstSeen: row.first_seen, lastSeen: row.last_seen }
        : null,
    checkIn: row.door_at === null ? null : { at: row.door_at, present: row.door_present === 1 },
    deletedAt: deletionDate(row.ends_at, shorterOf(house, row.retention_days)).toISOString()
  };
}

async function questionsOf(
  executor: Executor,
  rsvpIds: readonly string[],
  viewerIds: readonly string[]
) {
  const rows = await executor
    .selectFrom('questions')
    .select('id')
    .where(({ or, eb }) =>
      or([eb('rsvp_id', 'in', ['', ...rsvpIds]), eb('viewer_id', 'in', ['', ...viewerIds])])
    )
    .orderBy('created_at')
    .execute();
  const loaded = await loadQuestions(
    executor,
    rows.map((row) => row.id)
  );
  return rows.flatMap((row) => loaded.get(row.id) ?? []);
}

async function draftsOf(executor: Executor, key: string) {
  return executor
    .selectFrom('rsvp_drafts')
    .select(['event_id', 'created_at'])
    .where('email_key', '=', key)
    .orderBy('created_at')
    .execute();
}

/** A draft's mail has the draft's id. */
async function mailsOf(executor: Executor, rsvpIds: readonly string[], key: string) {
  const rows = await executor
    .selectFrom('mail_outbox')
    .select(['kind', 'status', 'created_at', 'sent_at'])
    .where(({ or, eb, selectFrom }) =>
      or([
        eb('rsvp_id', 'in', ['', ...rsvpIds]),
        eb(
          'id',
          'in',
          selectFrom('rsvp_drafts').select('rsvp_drafts.id').where('email_key', '=', key)
        )
      ])
    )
    .orderBy('created_at')
    .execute();
  return rows.map((row) => ({
    kind: row.kind,
    status: row.status,
    createdAt: row.created_at,
    sentAt: row.sent_at
  }));
}

async function votesOf(executor: Executor, viewerIds: readonly string[]): Promise<number> {
  const { votes } = await executor
    .selectFrom('votes')
    .select((eb) => eb.fn.countAll().as('votes'))
    .where('viewer_id', 'in', ['', ...viewerIds])
    .executeTakeFirstOrThrow();
  return Number(votes);
}

async function titlesOf(
  executor: Executor,
  eventIds: readonly string[],
  lang: Locale
): Promise<Map<string, FoundText>> {
  const ids = [...new Set(eventIds)];
  const texts = ids.length === 0 ? new Map() : await loadTexts(executor, ids);
  return new Map(
    ids.map((id) => [id, textOf(texts.get(id) ?? [], 'title', lang) ?? { text: id, lang }])
  );
}
