import * as v from 'valibot';
import type { Context } from '../context.ts';
import { eventCalendar } from '../events/calendar.ts';
import { loadCalendarEvent } from '../events/calendar-events.ts';
import { loadEventPage } from '../events/find-event.ts';
import { manageToken } from '../rsvps/manage-token.ts';
import type { ClaimedMail } from './claims.ts';
import { renderHtml, renderText } from './layout.ts';
import {
  RSVP_MAIL_KINDS,
  type CalendarAttachment,
  type Mail,
  type RsvpMailPayload
} from './message.ts';
import { mailVariant, rsvpMailContent, standing, type MailVariant } from './rsvp-mail-content.ts';

const payloadSchema = v.object({
  address: v.string(),
  name: v.string(),
  sequence: v.number(),
  status: v.nullable(v.picklist(['confirmed', 'waitlisted', 'offered', 'cancelled'])),
  position: v.nullable(v.number()),
  offerExpiresAt: v.nullable(v.string())
});

/**
 * Writes the mail of an outbox row from what the event is now. Throws when it cannot be written, such as
 * while its event is a draft again: the outbox tries later.
 */
export async function composeMail(context: Context, row: ClaimedMail): Promise<Mail> {
  const { lang, rsvp_id: rsvpId, event_id: eventId } = row;
  if (rsvpId === null || eventId === null) throw new Error('this mail belongs to no RSVP');
  const payload = openPayload(context, row.payload_sealed);
  const event = await loadEventPage(context, eventId, lang);
  if (!event) throw new Error('the event of this mail is not public');
  const variant = mailVariant(v.parse(v.picklist(RSVP_MAIL_KINDS), row.kind), payload.status);
  const content = rsvpMailContent(context.config, {
    lang,
    variant,
    event,
    payload,
    token: manageToken(context.keys, rsvpId)
  });
  return {
    id: row.id,
    kind: row.kind,
    lang,
    createdAt: row.created_at,
    messageId: `<${row.id}@${new URL(context.config.origin).hostname}>`,
    to: { name: payload.name, address: payload.address },
    subject: content.subject,
    text: renderText(content),
    html: renderHtml(content),
    calendar: await calendarOf(context, row, variant, payload)
  };
}

function openPayload(context: Context, sealed: string): RsvpMailPayload {
  return v.parse(payloadSchema, JSON.parse(context.keys.open(sealed, 'mail.payload')));
}

/** An invitation for who has a place, its cancellation for who left, and the public entry for who waits. */
async function calendarOf(
  context: Context,
  row: ClaimedMail,
  variant: MailVariant,
  payload: RsvpMailPayload
): Promise<CalendarAttachment | null> {
  const { origin, mailFrom } = context.config;
  const event =
    row.event_id === null ? null : await loadCalendarEvent(context.db, row.event_id, row.lang);
  if (!event) return null;
  const kind = standing(variant);
  const method = kind === 'place' ? 'REQUEST' : kind === 'event' ? 'CANCEL' : 'PUBLISH';
  const personal =
    method === 'PUBLISH'
      ? {}
      : { attendee: { name: null, email: payload.address }, organizer: mailFrom };
  // Rises when the event moves and when this person is written to, so that calendars always take the newest.
  const sequence = event.revision + payload.sequence;
  return {
    method,
    content: eventCalendar(event, { lang: row.lang, origin, method, sequence, ...personal })
  };
}
