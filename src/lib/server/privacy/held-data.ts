import type { Trx } from '../db/schema.ts';
import { keepSourcesOf } from '../partners/count-sources.ts';
import { keepProgress } from '../messages/message-progress.ts';
import { addCounts } from './counts.ts';

/** How long something is kept; keys of `attendee:policy.keep`. */
export type Keeping = 'retention' | 'week' | 'overtime' | 'minutes' | 'device';

/** Who makes it go; keys of `attendee:policy.deleted`. */
export type Deleter = 'purge' | 'drafts' | 'panel' | 'restart' | 'you';

/** One thing that we hold on people: where, how long, and what deletes it. */
export interface HeldData {
  /** Key of `attendee:policy.what`, `attendee:policy.why` and `attendee:policy.where`. */
  id: HeldId;
  /** `table.column` of everything in it that tells of a person. */
  columns: readonly string[];
  keep: Keeping;
  deleted: Deleter;
  /** Deletes it for one event whose time has come; null where something else does. */
  forget: ((trx: Trx, eventId: string) => Promise<void>) | null;
}

export type HeldId =
  | 'mails'
  | 'attendance'
  | 'questions'
  | 'viewers'
  | 'drafts'
  | 'rsvps'
  | 'panel'
  | 'network'
  | 'device';

/**
 * The one table of what is held on people. The purge works through it in this order, the page on
 * privacy is written from it, and a test compares it with the database's own columns.
 */
export const HELD_DATA: readonly HeldData[] = [
  {
    id: 'mails',
    columns: [
      'mail_outbox.payload_sealed',
      'mail_outbox.rsvp_id',
      'mail_outbox.dedupe_key',
      'messages.selection_sealed'
    ],
    keep: 'retention',
    deleted: 'purge',
    async forget(trx, eventId) {
      await keepProgress(trx, (eb) => eb('mail_outbox.event_id', '=', eventId));
      await deleteOf(trx, 'mail_outbox', eventId);
      // Whom a message was for may have been searched for by name.
      await trx
        .updateTable('messages')
        .set({ selection_sealed: null, cursor: null })
        .where('event_id', '=', eventId)
        .execute();
    }
  },
  {
    id: 'attendance',
    columns: [
      'attendance.rsvp_id',
      'attendance.first_seen',
      'attendance.last_seen',
      'check_ins.rsvp_id',
      'check_ins.at'
    ],
    keep: 'retention',
    deleted: 'purge',
    async forget(trx, eventId) {
      await countAttendance(trx, eventId);
      await deleteOf(trx, 'attendance', eventId);
    }
  },
  {
    id: 'questions',
    columns: ['questions.viewer_id', 'questions.rsvp_id'],
    keep: 'retention',
    deleted: 'purge',
    async forget(trx, eventId) {
      await trx
        .updateTable('questions')
        .set({ viewer_id: null, rsvp_id: null })
        .where('event_id', '=', eventId)
        .execute();
    }
  },
  {
    id: 'viewers',
    columns: ['viewers.id', 'votes.viewer_id'],
    keep: 'retention',
    deleted: 'purge',
    // Votes go with their viewer; a question's number of votes stays.
    forget: (trx, eventId) => deleteOf(trx, 'viewers', eventId)
  },
  {
    id: 'drafts',
    columns: ['rsvp_drafts.payload_sealed', 'rsvp_drafts.email_key', 'rsvp_drafts.token_hash'],
    keep: 'week',
    deleted: 'drafts',
    forget: (trx, eventId) => deleteOf(trx, 'rsvp_drafts', eventId)
  },
  {
    id: 'rsvps',
    columns: [
      'rsvps.email_key',
      'rsvps.email_sealed',
      'rsvps.name_sealed',
      'rsvps.needs_sealed',
      'rsvps.zone_sealed',
      'rsvps.source',
      'seat_log.rsvp_id',
      'rsvps.token_hash',
      'rsvps.holder'
    ],
    keep: 'retention',
    deleted: 'purge',
    async forget(trx, eventId) {
      await countRsvps(trx, eventId);
      await keepSourcesOf(trx, eventId);
      await deleteOf(trx, 'rsvps', eventId);
    }
  },
  {
    id: 'panel',
    columns: ['panel_links.name', 'panel_links.token_hash', 'panel_signals.from_name'],
    keep: 'overtime',
    deleted: 'panel',
    forget: null
  },
  {
    id: 'network',
    columns: [],
    keep: 'minutes',
    deleted: 'restart',
    forget: null
  },
  { id: 'device', columns: [], keep: 'device', deleted: 'you', forget: null }
];

type EventTable = 'mail_outbox' | 'attendance' | 'viewers' | 'rsvp_drafts' | 'rsvps';

async function deleteOf(trx: Trx, table: EventTable, eventId: string): Promise<void> {
  await trx.deleteFrom(table).where('event_id', '=', eventId).execute();
}

async function countRsvps(trx: Trx, eventId: string): Promise<void> {
  const counts = await trx
    .selectFrom('rsvps')
    .select(({ fn }) => ['status', 'listen', fn.sum<number>('seats').as('people')])
    .where('event_id', '=', eventId)
    .groupBy(['status', 'listen'])
    .execute();
  await addCounts(
    trx,
    counts.map((count) => ({ event_id: eventId, ...count, people: Number(count.people) }))
  );
}

async function countAttendance(trx: Trx, eventId: string): Promise<void> {
  const counts = await trx
    .selectFrom('attendance')
    .innerJoin('rsvps', 'rsvps.id', 'attendance.rsvp_id')
    .select(({ fn }) => ['rsvps.listen', fn.countAll<number>().as('people')])
    .where('attendance.event_id', '=', eventId)
    .groupBy('rsvps.listen')
    .execute();
  await addCounts(
    trx,
    counts.map(({ listen, people }) => ({
      event_id: eventId,
      status: 'attended' as const,
      listen,
      people: Number(people)
    }))
  );
}
