import type { Context } from '../context.ts';
import type { EventStatus, RsvpStatus } from '../db/schema.ts';
import { eventWhen, type WhenRow } from '../events/clock.ts';
import { whyNotMeant } from '../messages/still-meant.ts';
import { isLate } from '../rsvps/reminder-times.ts';
import { whyDraftEnded } from '../rsvps/rsvp-drafts.ts';
import { LIVE_STATUSES } from '../rsvps/states.ts';
import { wantsRecord } from '../rsvps/wants-record.ts';
import type { ClaimedMail } from './claims.ts';
import { STAFF_LINK } from './message.ts';
import { openPayload } from './payload.ts';
import { isStaffLinkOver } from './staff-link-mail.ts';

/** Why a mail is not sent although it was due; shown to staff. */
export type DropReason =
  | 'event_cancelled'
  | 'rsvp_ended'
  | 'rsvp_changed'
  | 'event_moved'
  | 'event_on'
  | 'event_over'
  | 'draft_ended'
  | 'too_late'
  | 'unwanted'
  | 'link_over'
  | 'message_stopped'
  | 'coming_already';

/** What presupposes that the event takes place. */
const NEEDS_EVENT = [
  'confirmed',
  'waitlisted',
  'offered',
  'promoted',
  'already',
  'changed',
  'reminder_day',
  'reminder_hour'
];

/** What the RSVP must still be; `already` says it in the mail itself, and other mails do not depend on it. */
const NEEDS_STATUS: Readonly<Partial<Record<string, readonly RsvpStatus[]>>> = {
  confirmed: ['confirmed'],
  promoted: ['confirmed'],
  waitlisted: ['waitlisted'],
  offered: ['offered'],
  changed: LIVE_STATUSES,
  event_cancelled: LIVE_STATUSES,
  reminder_day: ['confirmed'],
  reminder_hour: ['confirmed']
};

const DRAFT_REASONS = {
  not_found: 'draft_ended',
  cancelled_event: 'event_cancelled',
  ended: 'event_over',
  // Its event is being written again, and the mail waits for it like any other.
  not_open: null
} as const;

/**
 * Whether a mail that waited would still tell the truth: after a day without a mail server nobody is told
 * that the event of yesterday begins. Null when it does, else the reason to drop it.
 */
export async function whyDrop(context: Context, row: ClaimedMail): Promise<DropReason | null> {
  if (row.kind === 'draft') {
    const ended = await whyDraftEnded(context, row.id);
    return ended && DRAFT_REASONS[ended];
  }
  if (row.kind === STAFF_LINK) return (await isStaffLinkOver(context, row)) ? 'link_over' : null;
  if (row.message_id !== null) return whyNotMeant(context, row.message_id, row.rsvp_id);
  const found = await loadStanding(context, row.rsvp_id);
  if (!found) return null;
  if (NEEDS_EVENT.includes(row.kind) && found.event_status === 'cancelled')
    return 'event_cancelled';
  if (row.kind === 'event_cancelled' && found.event_status !== 'cancelled') return 'event_on';
  if (row.kind === 'followup') return found.wants_record ? null : 'unwanted';
  return whyOfRsvp(context, row, found) ?? whyOfTime(context, row, found);
}

function whyOfRsvp(context: Context, row: ClaimedMail, { status }: Standing): DropReason | null {
  const needed = row.kind === 'already' ? statusTold(context, row) : NEEDS_STATUS[row.kind];
  if (!needed || needed.includes(status)) return null;
  return LIVE_STATUSES.includes(status) ? 'rsvp_changed' : 'rsvp_ended';
}

function statusTold(context: Context, row: ClaimedMail): RsvpStatus[] {
  return [openPayload(context, row.payload_sealed).status ?? 'confirmed'];
}

function whyOfTime(context: Context, row: ClaimedMail, found: Standing): DropReason | null {
  if (row.kind !== 'reminder_day' && row.kind !== 'reminder_hour') return null;
  if (openPayload(context, row.payload_sealed).startsAt !== found.starts_at) return 'event_moved';
  return isLate(row.kind, eventWhen(found), context.now()) ? 'too_late' : null;
}

interface Standing extends WhenRow {
  status: RsvpStatus;
  event_status: EventStatus;
  wants_record: boolean;
}

async function loadStanding(context: Context, rsvpId: string | null): Promise<Standing | null> {
  if (rsvpId === null) return null;
  const row = await context.db
    .selectFrom('rsvps')
    .innerJoin('events', 'events.id', 'rsvps.event_id')
    .select((eb) => [
      'rsvps.status',
      'events.status as event_status',
      'events.zone',
      'events.start_local',
      'events.duration_minutes',
      'events.start_date',
      'events.days',
      'events.starts_at',
      'events.ends_at',
      eb.case().when(wantsRecord()).then(1).else(0).end().as('wants')
    ])
    .where('rsvps.id', '=', rsvpId)
    .executeTakeFirst();
  return row ? { ...row, wants_record: Number(row.wants) === 1 } : null;
}
