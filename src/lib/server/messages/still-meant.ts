import type { Context } from '../context.ts';
import type { EventStatus, RsvpStatus } from '../db/schema.ts';
import type { AttendeeFilter } from '../../schema/attendee-filter.ts';
import { LIVE_STATUSES } from '../rsvps/states.ts';
import { openSelection } from './message-row.ts';

/** Why a message does not go to somebody who was meant when it began. */
export type NoLongerMeant =
  | 'message_stopped'
  | 'rsvp_ended'
  | 'rsvp_changed'
  | 'unwanted'
  | 'event_cancelled'
  | 'event_over'
  | 'coming_already';

/** Whether the mail of a message still goes to this RSVP; null when it does. A test has no RSVP, and goes. */
export async function whyNotMeant(
  context: Context,
  messageId: string,
  rsvpId: string | null
): Promise<NoLongerMeant | null> {
  if (rsvpId === null) return null;
  const found = await loadStanding(context, messageId, rsvpId);
  if (found?.status !== 'sending') return 'message_stopped';
  if (found.kind === 'edition') return whyNotTold(context, found);
  const filter = openSelection(context, found.selection_sealed);
  if (found.quiet === 1) return 'unwanted';
  if (filter === null) return 'message_stopped';
  return hasStatus(filter, found.rsvp_status) ? null : whyOfStatus(found.rsvp_status);
}

function hasStatus({ status }: AttendeeFilter, now: RsvpStatus): boolean {
  if (status === null) return true;
  return status === 'live' ? LIVE_STATUSES.includes(now) : status === now;
}

function whyOfStatus(now: RsvpStatus): NoLongerMeant {
  return LIVE_STATUSES.includes(now) ? 'rsvp_changed' : 'rsvp_ended';
}

type Standing = NonNullable<Awaited<ReturnType<typeof loadStanding>>>;

function whyNotTold(context: Context, found: Standing): NoLongerMeant | null {
  if (found.news === 0) return 'unwanted';
  const status: EventStatus = found.event_status;
  if (status === 'cancelled') return 'event_cancelled';
  if (status === 'ended' || found.ends_at <= context.now().toISOString()) return 'event_over';
  return found.coming === null ? null : 'coming_already';
}

async function loadStanding({ db }: Context, messageId: string, rsvpId: string) {
  return db
    .selectFrom('messages')
    .innerJoin('events', 'events.id', 'messages.event_id')
    .innerJoin('rsvps', (join) => join.on('rsvps.id', '=', rsvpId))
    .select(['messages.status', 'messages.kind', 'messages.selection_sealed'])
    .select(['rsvps.status as rsvp_status', 'rsvps.news', 'rsvps.quiet'])
    .select(['events.status as event_status', 'events.ends_at'])
    .select(({ selectFrom }) =>
      selectFrom('rsvps as own')
        .select('own.id')
        .whereRef('own.email_key', '=', 'rsvps.email_key')
        .whereRef('own.event_id', '=', 'messages.event_id')
        .limit(1)
        .as('coming')
    )
    .where('messages.id', '=', messageId)
    .executeTakeFirst();
}
