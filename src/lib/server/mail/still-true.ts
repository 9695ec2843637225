import type { Context } from '../context.ts';
import type { EventStatus, RsvpStatus } from '../db/schema.ts';
import { eventWhen } from '../events/clock.ts';
import { isLate } from '../rsvps/reminder-times.ts';
import { LIVE_STATUSES } from '../rsvps/states.ts';
import { wantsRecord } from '../rsvps/wants-record.ts';
import type { ClaimedMail } from './claims.ts';
import { openPayload } from './payload.ts';

/** Why a mail is not sent although it was due; shown to staff. */
export type DropReason =
  'event_cancelled' | 'rsvp_ended' | 'event_moved' | 'event_on' | 'too_late' | 'unwanted';

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

/**
 * Whether a mail that waited would still tell the truth: after a day without a mail server nobody is told
 * that the event of yesterday begins. Null when it does, else the reason to drop it.
 */
export async function whyDrop(context: Context, row: ClaimedMail): Promise<DropReason | null> {
  const found = await loadStanding(context, row.rsvp_id);
  if (!found) return null;
  if (NEEDS_EVENT.includes(row.kind) && found.event_status === 'cancelled')
    return 'event_cancelled';
  if (row.kind === 'reminder_day' || row.kind === 'reminder_hour') {
    if (found.status !== 'confirmed') return 'rsvp_ended';
    if (openPayload(context, row.payload_sealed).startsAt !== found.starts_at) return 'event_moved';
    return isLate(row.kind, eventWhen(found), context.now()) ? 'too_late' : null;
  }
  if (row.kind === 'event_cancelled' && found.event_status !== 'cancelled') return 'event_on';
  if (row.kind === 'changed' || row.kind === 'event_cancelled')
    return LIVE_STATUSES.includes(found.status) ? null : 'rsvp_ended';
  if (row.kind === 'followup') return found.wants_record ? null : 'unwanted';
  return null;
}

interface Standing {
  status: RsvpStatus;
  event_status: EventStatus;
  zone: string;
  start_local: string | null;
  duration_minutes: number | null;
  start_date: string | null;
  days: number | null;
  starts_at: string;
  ends_at: string;
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
