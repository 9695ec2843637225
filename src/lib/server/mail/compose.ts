import * as v from 'valibot';
import { pathIn } from '../../i18n/paths.ts';
import type { Context } from '../context.ts';
import { eventCalendar } from '../events/calendar.ts';
import { loadCalendarEvent } from '../events/calendar-events.ts';
import { loadEventPage } from '../events/find-event.ts';
import { findHouse } from '../house/house.ts';
import { retentionDaysOf } from '../house/retention.ts';
import { composeMessageMail } from '../messages/compose-message.ts';
import { manageToken } from '../rsvps/manage-token.ts';
import { loadParty, type Party } from '../rsvps/party.ts';
import { unsubscribeToken } from '../rsvps/unsubscribe.ts';
import { assembleMail, type MailRow } from './assemble-mail.ts';
import type { ClaimedMail } from './claims.ts';
import { composeDraftMail } from './draft-mail.ts';
import { composeTestMail, HOUSE_TEST } from './test-mail.ts';
import {
  NEWS_KINDS,
  RSVP_MAIL_KINDS,
  STAFF_LINK,
  type CalendarAttachment,
  type Mail,
  type RsvpMailPayload
} from './message.ts';
import { openPayload } from './payload.ts';
import { rsvpMailContent } from './rsvp-mail-content.ts';
import { composeStaffLinkMail } from './staff-link-mail.ts';
import { mailVariant, standing, type Standing } from './variants.ts';

/**
 * Writes the mail of an outbox row from what the event is now. Throws when it cannot be written, such as
 * while its event is a draft again: the outbox tries later.
 */
export async function composeMail(context: Context, row: ClaimedMail): Promise<Mail> {
  if (row.kind === 'draft') return composeDraftMail(context, row);
  if (row.kind === STAFF_LINK) return composeStaffLinkMail(context, row);
  if (row.kind === HOUSE_TEST) return composeTestMail(context, row);
  if (row.message_id !== null) return composeMessageMail(context, row, row.message_id);
  if (row.rsvp_id === null) throw new Error('this mail belongs to no RSVP');
  const party = await loadParty(context, row.rsvp_id);
  return writeMail(context, row, openPayload(context, row.payload_sealed), party);
}

/** The same from what would be sealed in the row, and who comes. */
export async function writeMail(
  context: Context,
  row: MailRow,
  payload: RsvpMailPayload,
  party: Party
): Promise<Mail> {
  const { lang, rsvp_id: rsvpId, event_id: eventId } = row;
  if (rsvpId === null || eventId === null) throw new Error('this mail belongs to no RSVP');
  const event = await loadEventPage(context, eventId, lang);
  if (!event) throw new Error('the event of this mail is not public');
  const variant = mailVariant(v.parse(v.picklist(RSVP_MAIL_KINDS), row.kind), payload);
  const stands = standing(variant, payload.status);
  const unsubscribe = NEWS_KINDS.includes(row.kind)
    ? context.config.origin + pathIn(lang, `/unsubscribe/${unsubscribeToken(context.keys, rsvpId)}`)
    : null;
  const retentionDays = await retentionDaysOf(context, eventId);
  const content = rsvpMailContent(
    { ...context.config, retentionDays },
    {
      lang,
      variant,
      standing: stands,
      event,
      payload,
      party,
      token: manageToken(context.keys, rsvpId),
      unsubscribe
    }
  );
  const calendar = unsubscribe === null ? await calendarOf(context, row, stands, payload) : null;
  const house = await findHouse(context.db);
  return assembleMail(context.config, row, payload, content, { calendar, unsubscribe, house });
}

/**
 * An invitation for who has a place, its cancellation for who left or whose event is off, and the public
 * entry for who waits. One organizer in all three: calendars take updates of an entry only from its own.
 */
async function calendarOf(
  context: Context,
  row: MailRow,
  stands: Standing,
  payload: RsvpMailPayload
): Promise<CalendarAttachment | null> {
  const { origin, mailFrom } = context.config;
  const event =
    row.event_id === null ? null : await loadCalendarEvent(context.db, row.event_id, row.lang);
  if (!event) return null;
  const method = stands === 'place' ? 'REQUEST' : stands === 'event' ? 'CANCEL' : 'PUBLISH';
  const personal = method === 'PUBLISH' ? {} : { attendee: { name: null, email: payload.address } };
  // Rises when the event moves and when this person is written to, so that calendars always take the newest.
  const sequence = event.revision + payload.sequence;
  const content = eventCalendar(event, {
    lang: row.lang,
    origin,
    method,
    sequence,
    organizer: mailFrom,
    // Of this message (RFC 5545, 3.8.7.2), and the same when it is sent again.
    stamp: row.created_at,
    ...personal
  });
  return { method, content };
}
