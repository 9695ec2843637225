import { LOCALES, type Locale } from '../../i18n/locales.ts';
import type { Context } from '../context.ts';
import type { RsvpStatus, Trx } from '../db/schema.ts';
import { eventBefore } from '../events/event-before.ts';
import { loadTexts } from '../events/event-parts.ts';
import type { EventBefore } from '../mail/message.ts';
import { tallyChange, tallyLive } from './tally-attendees.ts';
import { takeUnsentChanges } from './unsent-changes.ts';
import { enqueueRsvpMails, MAILED_COLUMNS, type MailedRsvp } from './rsvp-mail.ts';
import { LIVE_STATUSES } from './states.ts';
import { changedLanguages, isVisible } from './visible-change.ts';

const PAGE = 500;

/**
 * Tells everybody who has or awaits a place that an event was moved, in the transaction that moved it.
 * Nobody is told about an event that is over, nor of a change that their language does not show, nor of one
 * that leads back to what they knew.
 */
export async function tellOfChange(
  trx: Trx,
  context: Context,
  eventId: string,
  before: EventBefore
): Promise<void> {
  const { event, after } = await loadNow(trx, eventId);
  if (event.status !== 'published' || Date.parse(event.ends_at) <= context.now().getTime()) return;
  const langs = changedLanguages(before, after);
  if (context.tally) return await tallyChange(trx, context, eventId, { before, after });
  for await (const page of livePages(trx, eventId, langs)) {
    const known = await takeUnsentChanges(trx, context, page);
    const knownBy = ({ id }: LiveRsvp) => known.get(id) ?? before;
    await enqueueRsvpMails(
      trx,
      context,
      'changed',
      page
        .filter((rsvp) => isVisible(knownBy(rsvp), after, rsvp.lang))
        .map((rsvp) => ({
          rsvp,
          version: event.revision,
          details: {
            status: rsvp.status,
            offerExpiresAt: rsvp.offer_expires_at,
            before: knownBy(rsvp)
          }
        }))
    );
  }
}

/**
 * Tells everybody who has or awaits a place that an event is called off, in the transaction that did it.
 * `before` goes along for when it takes place after all before anybody heard of it.
 */
export async function tellOfCancellation(
  trx: Trx,
  context: Context,
  eventId: string,
  before: EventBefore
): Promise<void> {
  const { event } = await loadNow(trx, eventId);
  if (event.status !== 'cancelled' || Date.parse(event.ends_at) <= context.now().getTime()) return;
  if (context.tally) return await tallyLive(trx, eventId, LOCALES, context.tally);
  for await (const page of livePages(trx, eventId, LOCALES)) {
    const known = await takeUnsentChanges(trx, context, page);
    await enqueueRsvpMails(
      trx,
      context,
      'event_cancelled',
      page.map((rsvp) => ({
        rsvp,
        version: event.revision,
        details: { status: rsvp.status, before: known.get(rsvp.id) ?? before }
      }))
    );
  }
}

async function loadNow(trx: Trx, eventId: string) {
  const event = await trx
    .selectFrom('events')
    .selectAll()
    .where('id', '=', eventId)
    .executeTakeFirstOrThrow();
  const texts = (await loadTexts(trx, [eventId])).get(eventId) ?? [];
  return { event, after: eventBefore({ event, texts }) };
}

interface LiveRsvp extends MailedRsvp {
  status: RsvpStatus;
  offer_expires_at: string | null;
}

async function* livePages(
  trx: Trx,
  eventId: string,
  langs: readonly Locale[]
): AsyncGenerator<LiveRsvp[]> {
  if (langs.length === 0) return;
  let after = '';
  for (;;) {
    const page = await trx
      .selectFrom('rsvps')
      .select([...MAILED_COLUMNS, 'rsvps.status', 'rsvps.offer_expires_at'])
      .where('event_id', '=', eventId)
      .where('status', 'in', LIVE_STATUSES)
      .where('lang', 'in', langs)
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE)
      .execute();
    yield page;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = last.id;
  }
}
