import type { Generated, Kysely, Transaction } from 'kysely';
import type { Locale } from '../../i18n/locales.ts';
import type { QuestionStatus, TranslationPolicy } from '../../schema/question-states.ts';
import type { AttendanceTable, CheckInsTable, RsvpDraftsTable } from './attendee-tables.ts';
import type { AuditLogTable } from './audit-table.ts';
import type { EventDraftsTable } from './draft-table.ts';
import type {
  EventPartnersTable,
  PartnersTable,
  PeopleTable,
  PersonTextsTable,
  SourceCountsTable
} from './people-tables.ts';
import type { HouseTables } from './house-tables.ts';
import type { MessagesTable } from './messages-table.ts';
import type { PanelLinksTable, PanelSignalsTable } from './panel-tables.ts';
import type { SeatLogTable } from './seat-log-table.ts';
import type { StaffChoicesTable } from './staff-choices-table.ts';
import type {
  SessionsTable,
  StaffLinksTable,
  StaffPasskeysTable,
  StaffRecoveryCodesTable,
  StaffRolesTable,
  StaffUsersTable
} from './staff-tables.ts';

/*
 * Portable columns in both databases: text for ids and JSON, ISO 8601 UTC text for instants,
 * 0 or 1 for truth values. `…_sealed` columns are encrypted, `…_key` and `…_hash` are keyed hashes.
 */

type Flag = 0 | 1;
export type EventKind = 'webinar' | 'panel' | 'action' | 'delegation' | 'briefing';
export type EventStatus = 'draft' | 'published' | 'cancelled' | 'ended';
export type QaState = 'closed' | 'open' | 'paused' | 'ended';
export type EventAccess = 'open' | 'rsvp';
export type WaitlistMode = 'promote' | 'offer';
export type PersonRole = 'panelist' | 'moderator' | 'interpreter' | 'host';
export type ResourceKind =
  'report' | 'video' | 'petition' | 'letter' | 'call' | 'donation' | 'press';
export type RsvpStatus = 'confirmed' | 'waitlisted' | 'offered' | 'cancelled';
/** Where somebody takes part: each has seats and a line of its own where an event has both. */
export type Pool = 'room' | 'stream';
export type DeclineReason = 'time_ran_out' | 'already_answered' | 'off_topic' | 'at_risk' | 'other';
export type Audience = 'public' | 'moderators';
/** A held viewer's questions wait apart, without a word; a blocked one is told that they cannot ask. */
export type ViewerStanding = 'free' | 'held' | 'blocked';
export type LogAudience = 'viewers' | 'staff';
export type StaffRole = 'admin' | 'organizer' | 'moderator' | 'interpreter';

interface EventsTable {
  id: string;
  kind: EventKind;
  status: EventStatus;
  /** IANA zone of the wall time below. */
  zone: string;
  /** Wall time `YYYY-MM-DDTHH:MM`, or null for an event of whole days. */
  start_local: string | null;
  duration_minutes: number | null;
  /** First day `YYYY-MM-DD` of an event of whole days. */
  start_date: string | null;
  days: number | null;
  /** The two instants derived from the wall time, for ordering and filtering. */
  starts_at: string;
  ends_at: string;
  revision: Generated<number>;
  access: EventAccess;
  /** Seats of the event; of its room, where it has a room and a stream. Null for as many as come. */
  capacity: number | null;
  /** Seats on the stream of an event that has both. */
  stream_capacity: Generated<number | null>;
  waitlist: WaitlistMode;
  qa: QaState;
  /** JSON `{ es?, en? }`: what moderators tell the whole room. */
  notice: string;
  /** JSON arrays of languages. */
  spoken: string;
  interpretation: string;
  captions: string;
  sign: string;
  stream_url: string | null;
  /** JSON `{ es?, en? }`: the address of each language's interpretation. */
  stream_channels: Generated<string>;
  translation_policy: Generated<TranslationPolicy>;
  /** Seconds that a viewer waits between two questions. */
  slow_seconds: Generated<number>;
  /** Days after the end that its people were promised, when the house keeps data longer since; else null. */
  retention_days: Generated<number | null>;
  /** The event that this one is a practice room of. */
  rehearsal_of: string | null;
  /** The first edition of the series that this event is one of; null for an event of its own. */
  series_id: Generated<string | null>;
  /** How many log rows each audience has had; a viewer's count tells nothing about waiting questions. */
  viewers_rev: Generated<number>;
  staff_rev: Generated<number>;
  created_at: string;
  updated_at: string;
}

interface EventTextsTable {
  event_id: string;
  lang: Locale;
  slug: string;
  title: string | null;
  summary: string | null;
  description: string | null;
  notes: string | null;
  recap: string | null;
  place: string | null;
  /** Title, summary, place and people in folded form (no accents, lower case), for the search box. */
  search: string;
}

interface EventPeopleTable {
  event_id: string;
  person_id: string;
  role: PersonRole;
  position: number;
  /** JSON `{ es?, en? }`. */
  topic: string;
}

interface ResourcesTable {
  id: string;
  event_id: string;
  kind: ResourceKind;
  /** The language of what the link leads to. */
  language: Locale;
  url: string;
  position: number;
  /** JSON `{ es?, en? }`. */
  label: string;
}

interface RsvpsTable {
  id: string;
  event_id: string;
  status: RsvpStatus;
  email_key: string;
  email_sealed: string;
  name_sealed: string | null;
  needs_sealed: string | null;
  listen: Locale;
  /** The language of the person's page and mails. */
  lang: Locale;
  news: Flag;
  token_hash: string;
  /** Rises with every mail that carries a calendar entry (iCalendar SEQUENCE). */
  sequence: Generated<number>;
  /** When the person took this place in the line. */
  queued_at: string;
  offer_expires_at: string | null;
  /** The person and up to four companions. */
  seats: Generated<number>;
  pool: Generated<Pool>;
  /** The IANA zone of the person's browser, for deadlines. */
  zone_sealed: Generated<string | null>;
  /** Asked to be told when the recording is there; holds after a cancellation too. */
  tell_record: Generated<Flag>;
  /** The slug of the partner by whose link the person came. */
  source: Generated<string | null>;
  /** Wants no messages of the organizers: only what becomes of the place itself. */
  quiet: Generated<Flag>;
  /** Keyed hash of the one browser that is in the room by this RSVP now. */
  holder: Generated<string | null>;
  created_at: string;
  updated_at: string;
}

interface ViewersTable {
  /** Keyed hash of the browser's token and the event: the same browser is another viewer elsewhere. */
  id: string;
  event_id: string;
  created_at: string;
  standing: Generated<ViewerStanding>;
}

interface QuestionsTable {
  id: string;
  event_id: string;
  viewer_id: string | null;
  rsvp_id: string | null;
  status: QuestionStatus;
  /** Where `restore`, `unmerge` and undo lead back to. */
  previous_status: QuestionStatus | null;
  lang: Locale;
  audience: Audience;
  name: string | null;
  edited: Generated<Flag>;
  votes: Generated<number>;
  version: Generated<number>;
  position: number | null;
  decline_reason: DeclineReason | null;
  /** The question that this one was joined with. */
  merged_into: string | null;
  /** JSON array of words that moderators chose. */
  labels: Generated<string>;
  /** Who of the panel should answer. */
  panelist_id: string | null;
  /** JSON array of what a filter noticed; a hint for moderators, never a refusal. */
  flags: Generated<string>;
  created_at: string;
  answered_at: string | null;
  /** Seconds from the event's start to the moment the answer began. */
  answered_offset: number | null;
  /** The question whose start ended this one's turn, so that undoing the start can give the turn back. */
  replaced_by: string | null;
  /** The staff user of the last change, null when it was the author. */
  changed_by: string | null;
}

interface QuestionTextsTable {
  question_id: string;
  lang: Locale;
  text: string;
  status: 'original' | 'suggested' | 'checked';
  by_staff: string | null;
}

interface VotesTable {
  question_id: string;
  viewer_id: string;
  created_at: string;
}

/** What a question was before each decision, sealed; undo leads back to it. */
interface QuestionHistoryTable {
  question_id: string;
  /** The version that the question had then. */
  version: number;
  state_sealed: string;
}

/** Words about a question: a note among staff, or a reply that only its author sees. */
interface QuestionMessagesTable {
  id: string;
  question_id: string;
  kind: 'note' | 'reply';
  staff_id: string;
  text: string;
  at: string;
}

/** Who is on which question; lapses by itself. */
interface QuestionClaimsTable {
  question_id: string;
  staff_id: string;
  until: string;
}

/** What changed, never its text: a text lives in one place only, so that it can leave for good. */
interface RoomLogTable {
  event_id: string;
  audience: LogAudience;
  rev: number;
  /** The question that changed; null when the room itself did. */
  question_id: string | null;
  action: string;
  /** The staff user who did it, null when it was the author. */
  actor: string | null;
  at: string;
}

interface MailOutboxTable {
  id: string;
  /** One mail per (subject, kind, version): a second row with the same key is refused by the database. */
  dedupe_key: string;
  rsvp_id: string | null;
  event_id: string | null;
  kind: string;
  lang: Locale;
  payload_sealed: string;
  status: 'pending' | 'sent' | 'failed' | 'dropped';
  attempts: Generated<number>;
  next_at: string;
  locked_until: string | null;
  error: string | null;
  created_at: string;
  sent_at: string | null;
  /** The organizers' message that this row brings to one person. */
  message_id: Generated<string | null>;
  /** One of many of its kind: it waits for whatever one person waits for. */
  bulk: Generated<Flag>;
}

/** How many there were, once the people themselves are deleted. */
interface EventCountsTable {
  event_id: string;
  /** `attended` counts those of the `confirmed` who were in the room. */
  status: RsvpStatus | 'attended';
  listen: Locale;
  people: number;
}

export interface Database extends HouseTables {
  people: PeopleTable;
  person_texts: PersonTextsTable;
  events: EventsTable;
  event_texts: EventTextsTable;
  event_drafts: EventDraftsTable;
  event_people: EventPeopleTable;
  partners: PartnersTable;
  event_partners: EventPartnersTable;
  resources: ResourcesTable;
  rsvps: RsvpsTable;
  seat_log: SeatLogTable;
  attendance: AttendanceTable;
  check_ins: CheckInsTable;
  rsvp_drafts: RsvpDraftsTable;
  viewers: ViewersTable;
  questions: QuestionsTable;
  question_texts: QuestionTextsTable;
  question_history: QuestionHistoryTable;
  question_messages: QuestionMessagesTable;
  question_claims: QuestionClaimsTable;
  panel_links: PanelLinksTable;
  panel_signals: PanelSignalsTable;
  votes: VotesTable;
  room_log: RoomLogTable;
  staff_users: StaffUsersTable;
  staff_roles: StaffRolesTable;
  staff_links: StaffLinksTable;
  staff_choices: StaffChoicesTable;
  sessions: SessionsTable;
  staff_recovery_codes: StaffRecoveryCodesTable;
  staff_passkeys: StaffPasskeysTable;
  audit_log: AuditLogTable;
  mail_outbox: MailOutboxTable;
  messages: MessagesTable;
  event_counts: EventCountsTable;
  source_counts: SourceCountsTable;
}

/** The database as a whole. Inside a transaction use the transaction only: SQLite has one connection. */
export type Db = Kysely<Database>;
export type Trx = Transaction<Database>;
/** Where a query may run: the database or a transaction. */
export type Executor = Db | Trx;
