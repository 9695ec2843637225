import type { FoundText, Locale } from '../../i18n/locales.ts';
import type { EventWhen } from '../../i18n/when.ts';
import type { Context } from '../context.ts';
import type { EventAccess, EventStatus, Executor, RsvpStatus } from '../db/schema.ts';
import { eventWhen } from '../events/clock.ts';
import { loadTexts } from '../events/event-parts.ts';
import { slugsOf, textOf } from '../events/public-event.ts';
import { hashToken } from '../privacy/keys.ts';
import { viewParty, type PartyView } from './party-view.ts';
import { retentionDaysOf } from '../house/retention.ts';
import { deletionDate } from './retention.ts';
import { rsvpCode } from './rsvp-code.ts';
import { openAttendee, openZone } from './sealed-attendee.ts';
import { RSVP_STATES } from './states.ts';
import { positionInLine } from './waitlist.ts';

/** What the manage page shows to the holder of the link. */
export interface RsvpView {
  id: string;
  status: RsvpStatus;
  /** Whether a seat is kept for this person now. */
  holdsSeat: boolean;
  /** Place in the line from 1, while waitlisted. */
  position: number | null;
  /** While offered: until when the seat is kept, and whether it can still be accepted. */
  offer: { expiresAt: string; open: boolean } | null;
  party: PartyView;
  /** The zone of the person's browser when it was told, for deadlines. */
  zone: string | null;
  name: string | null;
  email: string;
  needs: string | null;
  listen: Locale;
  lang: Locale;
  news: boolean;
  /** Wants to hear when the recording is there. */
  tellRecord: boolean;
  /** For the door: finds the RSVP, opens nothing. */
  code: string;
  createdAt: string;
  /** The day on which all of this is deleted, as an instant. */
  deletedAt: string;
  event: RsvpEvent;
}

export interface RsvpEvent {
  id: string;
  status: EventStatus;
  access: EventAccess;
  slug: Record<Locale, string>;
  title: FoundText;
  when: EventWhen;
}

/**
 * The RSVP of a private link, with its event in `lang` (else in the person's own language). Null for any
 * other token. Changes nothing: link scanners may call it.
 */
export async function findRsvpByToken(
  context: Context,
  token: string,
  lang?: Locale
): Promise<RsvpView | null> {
  const row = await context.db
    .selectFrom('rsvps')
    .selectAll()
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirst();
  if (!row) return null;
  const event = await loadRsvpEvent(context.db, row.event_id, lang ?? row.lang);
  const retentionDays = await retentionDaysOf(context, row.event_id);
  const expiresAt = row.status === 'offered' ? row.offer_expires_at : null;
  return {
    id: row.id,
    status: row.status,
    holdsSeat: RSVP_STATES[row.status].holdsSeat,
    position: row.status === 'waitlisted' ? await positionInLine(context.db, row) : null,
    offer: expiresAt ? { expiresAt, open: Date.parse(expiresAt) > context.now().getTime() } : null,
    party: await viewParty(context, row),
    zone: openZone(context, row.zone_sealed),
    ...openAttendee(context, row),
    listen: row.listen,
    lang: row.lang,
    news: row.news === 1,
    tellRecord: row.tell_record === 1,
    code: rsvpCode(context.keys, row.id),
    createdAt: row.created_at,
    deletedAt: deletionDate(event.when.endsAt, retentionDays).toISOString(),
    event
  };
}

async function loadRsvpEvent(
  executor: Executor,
  eventId: string,
  lang: Locale
): Promise<RsvpEvent> {
  const event = await executor
    .selectFrom('events')
    .selectAll()
    .where('id', '=', eventId)
    .executeTakeFirstOrThrow();
  const texts = (await loadTexts(executor, [eventId])).get(eventId) ?? [];
  const slug = slugsOf(texts);
  return {
    id: event.id,
    status: event.status,
    access: event.access,
    slug,
    title: textOf(texts, 'title', lang) ?? { text: slug[lang], lang },
    when: eventWhen(event)
  };
}
