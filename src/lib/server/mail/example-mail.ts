import type { Locale } from '../../i18n/locales.ts';
import type { EventWhen } from '../../i18n/when.ts';
import type { Context } from '../context.ts';
import { loadEventPage } from '../events/find-event.ts';
import type { EventPage } from '../events/public-event.ts';
import { calendarFacts, type CalendarFact } from './calendar-facts.ts';
import { writeMail } from './compose.ts';
import type { RsvpMailKind, RsvpMailPayload } from './message.ts';
import type { MailVariant } from './variants.ts';

/** A mail as staff look at it before anybody gets it. */
export interface ExampleMail {
  lang: Locale;
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  unsubscribe: string | null;
  calendar: CalendarFact[];
}

/** Belongs to nobody: the links in an example open nothing. */
const EXAMPLE_RSVP = 'example';
const DAY = 24 * 60 * 60 * 1000;

type Example = [kind: RsvpMailKind, payload?: Partial<RsvpMailPayload>];

/** The mail that somebody with an RSVP for this event would get; null when the event is not public. */
export async function exampleMail(
  context: Context,
  eventId: string,
  variant: MailVariant,
  lang: Locale
): Promise<ExampleMail | null> {
  const event = await loadEventPage(context, eventId, lang);
  if (!event) return null;
  const [kind, details] = exampleOf(variant, event, context.now());
  const row = {
    id: EXAMPLE_RSVP,
    kind,
    lang,
    rsvp_id: EXAMPLE_RSVP,
    event_id: eventId,
    created_at: context.now().toISOString()
  };
  const party = { seats: 1, pool: event.pools[0] ?? 'stream', zone: null };
  const mail = await writeMail(context, row, { ...NOBODY, ...details }, party);
  const { name, address } = context.config.mailFrom;
  return {
    lang,
    from: `${name} <${address}>`,
    to: `${mail.to.name} <${mail.to.address}>`,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    unsubscribe: mail.unsubscribe,
    calendar: mail.calendar ? calendarFacts(mail.calendar.content) : []
  };
}

const NOBODY: RsvpMailPayload = {
  address: 'ana@example.org',
  name: 'Ana',
  sequence: 0,
  status: 'confirmed',
  position: null,
  offerExpiresAt: null,
  before: null,
  startsAt: null
};

function exampleOf(variant: MailVariant, event: EventPage, now: Date): Example {
  const offer = { offerExpiresAt: new Date(now.getTime() + DAY).toISOString() };
  const before = { when: dayEarlier(event.when), place: {}, cancelled: false };
  const examples: Record<MailVariant, Example> = {
    confirmed: ['confirmed'],
    waitlisted: ['waitlisted', { position: 3 }],
    offered: ['offered', offer],
    promoted: ['promoted'],
    alreadyConfirmed: ['already', { status: 'confirmed' }],
    alreadyWaitlisted: ['already', { status: 'waitlisted', position: 3 }],
    alreadyOffered: ['already', { status: 'offered', ...offer }],
    linkAgain: ['link_again'],
    changed: ['changed', { before }],
    reinstated: ['changed', { before: { ...before, cancelled: true } }],
    reminderDay: ['reminder_day', { startsAt: event.when.startsAt }],
    reminderHour: ['reminder_hour', { startsAt: event.when.startsAt }],
    cancelled: ['cancelled'],
    expired: ['expired'],
    eventCancelled: ['event_cancelled'],
    followup: ['followup']
  };
  return examples[variant];
}

/** As if the event had been planned for the day before. */
function dayEarlier(when: EventWhen): EventWhen {
  const earlier = (instant: string) => new Date(Date.parse(instant) - DAY).toISOString();
  const instants = { startsAt: earlier(when.startsAt), endsAt: earlier(when.endsAt) };
  const day = (date: string) => earlier(`${date}T12:00:00Z`).slice(0, 10);
  return when.type === 'timed'
    ? { ...when, ...instants }
    : { ...when, ...instants, firstDay: day(when.firstDay), lastDay: day(when.lastDay) };
}
