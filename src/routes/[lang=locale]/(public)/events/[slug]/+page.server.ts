import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { linkPicturePath } from '$lib/events/cover-path.ts';
import { heardLanguages } from '$lib/events/heard-languages.ts';
import { formatShortDay } from '$lib/i18n/when.ts';
import { eventPath } from '$lib/i18n/paths.ts';
import { readVia } from '$lib/schema/partner.ts';
import { parseForm } from '$lib/schema/parse-form.ts';
import { MOST_COMPANIONS, rsvpFormSchema } from '$lib/schema/rsvp.ts';
import { cookieName } from '$lib/server/cookies.ts';
import { calendarLinks } from '$lib/server/events/calendar-links.ts';
import { findHouse } from '$lib/server/house/house.ts';
import { retentionDaysOfSlug } from '$lib/server/house/retention.ts';
import { findEvent, findEventId } from '$lib/server/events/find-event.ts';
import { renderMarkdown } from '$lib/server/events/markdown.ts';
import { ROOM_OPENS_MINUTES } from '$lib/server/events/phase.ts';
import type { EventPage } from '$lib/server/events/public-event.ts';
import { structuredDataText } from '$lib/server/events/structured-data.ts';
import { insertEarlyQuestion } from '$lib/server/questions/insert-question.ts';
import { readLinks } from '$lib/server/rooms/admission.ts';
import { isFlooded, noteRsvp } from '$lib/server/rsvps/flood.ts';
import { acceptsProof, issueChallenge } from '$lib/server/rsvps/proof-of-work.ts';
import { draftRsvp, type Drafted } from '$lib/server/rsvps/rsvp-drafts.ts';
import { registerAttendee } from '$lib/server/rsvps/register-attendee.ts';
import { deletionDate } from '$lib/server/rsvps/retention.ts';
import { admitsRsvp } from '$lib/server/rsvps/rsvp-throttle.ts';
import {
  RSVP_FIELDS,
  type RsvpField,
  type RsvpOffer,
  type RsvpRefusal
} from '$lib/rsvps/rsvp-answer.ts';
import type { FoundText, Locale } from '$lib/i18n/locales.ts';
import type { Actions, PageServerLoad } from './$types';

/** One event, as the public may see it. The other language's slug leads to this language's. */
export const load: PageServerLoad = async ({ locals: { hub, lang }, params, cookies, url }) => {
  const found = await findEvent(hub, params.slug, lang);
  if (!found) error(404, 'not_found');
  if ('movedTo' in found) redirect(308, eventPath(lang, found.movedTo) + url.search);
  const { origin } = hub.config;
  const image = linkPicturePath(found.slug.es, lang, found.revision);
  return {
    slugs: found.slug,
    event: withRenderedTexts(found),
    now: hub.now().toISOString(),
    roomOpensAt: new Date(
      Date.parse(found.when.startsAt) - ROOM_OPENS_MINUTES * 60_000
    ).toISOString(),
    calendar: calendarLinks(found, { lang, origin }),
    image,
    structuredData: structuredDataText(found, {
      lang,
      origin,
      organizer: (await findHouse(hub.db)).name?.[lang] ?? 'Encuentro',
      image: origin + image
    }),
    offer: offerOf(found, lang, {
      retentionDays: await retentionDaysOfSlug(hub, found.slug[lang], lang),
      via: readVia(url.searchParams.get('via'))
    }),
    hasLinks: readLinks(cookies.get(cookieName(hub.config, 'rsvp'))).length > 0
  };
};

export const actions: Actions = {
  rsvp: async (request) => {
    const { hub, lang } = request.locals;
    const data = await request.request.formData();
    const form = parseForm(data, rsvpFormSchema);
    if (!form.ok) return fail(400, { refused: null, errors: form.errors, values: form.values });
    // People never see this field; what fills it in gets the answer of everyone else and no row.
    if (data.get('website')) return { sentTo: form.value.email };
    if (!(await admitsRsvp(hub, request.getClientAddress())))
      return refuse(429, 'rate_limited', data);

    const eventId = await eventIdOf(request);
    const registration = { ...form.value, eventId, lang, zone: request.locals.zone };
    noteRsvp(hub, request.getClientAddress(), hub.now());
    if (isFlooded(hub, hub.now()) && !acceptsProof(hub, data.get('proof'), hub.now()))
      return data.get('worker') === 'on'
        ? askForWork(issueChallenge(hub, hub.now()), data)
        : answerOf(await draftRsvp(hub, registration), request, data);

    const outcome = await registerAttendee(hub, registration, insertEarlyQuestion);
    if (!outcome.ok) return refuse(409, outcome.code, data);
    if (outcome.asked) hub.publisher.publish(outcome.asked);
    hub.outbox.wake();
    return { sentTo: form.value.email };
  }
};

/** In a flood: the browser is asked for a second's work, which it does and sends the form again. */
function askForWork(challenge: string, data: FormData) {
  return fail(429, {
    refused: 'working' as const,
    errors: {},
    values: typedValues(data),
    challenge
  });
}

/** In a flood, from a browser that cannot work: the link in a mail does what the work would have done. */
function answerOf(outcome: Drafted, { locals: { hub } }: RequestEvent, data: FormData) {
  if (!outcome.ok) return refuse(409, outcome.code, data);
  hub.outbox.wake();
  return { sentTo: typed(data.get('email')).trim() };
}

async function eventIdOf({
  locals: { hub, lang },
  params
}: RequestEvent<{ slug: string }>): Promise<string> {
  return (await findEventId(hub.db, params.slug, lang)) ?? error(404, 'not_found');
}

/** The whole form is refused: what was typed goes back. */
function refuse(status: 409 | 429, refused: RsvpRefusal, data: FormData) {
  return fail(status, { refused, errors: {}, values: typedValues(data) });
}

function typedValues(data: FormData): Record<RsvpField, string> {
  const values = Object.fromEntries(RSVP_FIELDS.map((field) => [field, typed(data.get(field))]));
  return values as Record<RsvpField, string>;
}

function typed(value: FormDataEntryValue | null): string {
  return typeof value === 'string' ? value : '';
}

function withRenderedTexts(event: EventPage) {
  return {
    ...event,
    description: rendered(event.description),
    notes: rendered(event.notes),
    recap: rendered(event.recap)
  };
}

function rendered(text: FoundText | null): { html: string; lang: Locale } | null {
  return text && { html: renderMarkdown(text.text), lang: text.lang };
}

/** What the form offers; null when the event takes no RSVPs any more. */
function offerOf(
  event: EventPage,
  lang: Locale,
  { retentionDays, via }: { retentionDays: number; via: string | null }
): RsvpOffer | null {
  if (event.status !== 'published' || event.phase === 'past') return null;
  return {
    listen: heardLanguages(event),
    waitlist: event.waitlist,
    companions: companionsOf(event),
    pools: poolChoices(event),
    next: event.seats || event.streamSeats ? event.promotion : null,
    open: event.access === 'open',
    asks: event.qa === 'open',
    via,
    deletedOn: formatShortDay(deletionDate(event.when.endsAt, retentionDays), event.when.zone, lang)
  };
}

/** Who watches alone from home at an event without a limit need not be asked. */
function companionsOf({ seats, streamSeats, pools }: EventPage): number {
  if (seats === null && streamSeats === null && !pools.includes('room')) return 0;
  const most = [seats, ...(pools.length > 1 ? [streamSeats] : [])].map(
    (each) => each?.capacity ?? Infinity
  );
  return Math.min(MOST_COMPANIONS, Math.max(...most) - 1);
}

function poolChoices({ pools, seats, streamSeats }: EventPage): RsvpOffer['pools'] {
  if (pools.length < 2) return [];
  return [
    { pool: 'room', left: seats?.left ?? null },
    { pool: 'stream', left: streamSeats?.left ?? null }
  ];
}
