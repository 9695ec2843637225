import { fail, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { heardLanguages } from '$lib/events/heard-languages.ts';
import { formatShortDay } from '$lib/i18n/when.ts';
import { LOCALES } from '$lib/i18n/locales.ts';
import { RSVP_QUESTION_MAX } from '$lib/schema/rsvp.ts';
import { requiredText } from '$lib/schema/text.ts';
import type { Context } from '$lib/server/context.ts';
import { cookieName, cookieOptions } from '$lib/server/cookies.ts';
import { calendarLinks } from '$lib/server/events/calendar-links.ts';
import { loadEventPage } from '$lib/server/events/find-event.ts';
import { parseForm } from '$lib/schema/parse-form.ts';
import { partyFormSchema, poolFormSchema } from '$lib/schema/rsvp.ts';
import { changeParty, switchPool } from '$lib/server/rsvps/change-place.ts';
import { askByLink, questionsByLink } from '$lib/server/questions/ask-by-link.ts';
import { cancelRsvp } from '$lib/server/rsvps/cancel-rsvp.ts';
import { chooseListening, tellOfRecord } from '$lib/server/rsvps/change-wishes.ts';
import type { RsvpView } from '$lib/server/rsvps/find-rsvp.ts';
import { acceptOffer, declineOffer } from '$lib/server/rsvps/offers.ts';
import type { ManageAnswer, ManageRefusal, PlaceDone } from '$lib/rsvps/manage-answer.ts';
import type { Actions, PageServerLoad } from './$types';
import { chooseOwn, findOwnRsvps, type OwnRsvp } from './own-rsvps.ts';

/** One RSVP of this browser: the one of `?rsvp=`, else of the link opened last; and the titles of the others. */
export const load: PageServerLoad = async ({ locals: { hub, lang }, cookies, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const own = await findOwnRsvps(hub, cookies, lang);
  const chosen = chooseOwn(own, url.searchParams.get('rsvp'))?.view;
  const event = chosen && (await loadEventPage(hub, chosen.event.id, lang));
  if (!chosen || !event) return { rsvp: null };
  // Tells the service worker that its copy for a time without connection may be kept.
  setHeaders({ 'x-keep-ticket': '1' });
  const { origin } = hub.config;
  return {
    rsvp: {
      ...publicPart(chosen),
      questions: await questionsByLink(hub.db, chosen.id),
      deletedOn: formatShortDay(chosen.deletedAt, event.when.zone, lang)
    },
    event: { ...event, description: null, notes: null, recap: null, people: [], resources: [] },
    languages: heardLanguages(event),
    now: hub.now().toISOString(),
    calendar: calendarLinks(event, { lang, origin }),
    others: own
      .map(({ view }) => view)
      .filter((view) => view !== chosen)
      .map(({ id, status, event: { title } }) => ({ id, status, title }))
  };
};

export const actions: Actions = {
  cancel: async (request) => {
    const data = await request.request.formData();
    const tellRecord = data.get('tell') === 'on';
    return answer(
      request,
      data,
      (context, token) => cancelRsvp(context, token, { tellRecord }),
      (before) => (before === 'waitlisted' ? 'left' : 'cancelled')
    );
  },
  accept: async (request) =>
    answer(request, await request.request.formData(), acceptOffer, () => 'accepted'),
  decline: async (request) =>
    answer(request, await request.request.formData(), declineOffer, () => 'declined'),

  party: async (request) => {
    const data = await request.request.formData();
    const form = parseForm(data, partyFormSchema);
    if (!form.ok) return fail(400, said({ refused: 'invalid' }));
    const seats = 1 + form.value.companions;
    return answer(
      request,
      data,
      (hub, token) => changeParty(hub, token, seats),
      () => 'party'
    );
  },

  pool: async (request) => {
    const data = await request.request.formData();
    const form = parseForm(data, poolFormSchema);
    if (!form.ok) return fail(400, said({ refused: 'invalid' }));
    const { pool } = form.value;
    return answer(
      request,
      data,
      (hub, token) => switchPool(hub, token, pool),
      () => 'switched'
    );
  },

  listen: async (request) => {
    const data = await request.request.formData();
    const listen = v.safeParse(v.picklist(LOCALES), data.get('listen'));
    const own = await ownOf(request, data);
    if (!own || !listen.success) return notFound();
    await chooseListening(request.locals.hub, own.token, listen.output);
    return said({ done: 'listen' });
  },

  tell: async (request) => {
    const data = await request.request.formData();
    const own = await ownOf(request, data);
    if (!own) return notFound();
    const on = data.get('on') === '1';
    await tellOfRecord(request.locals.hub, own.token, on);
    return said({ done: on ? 'tell' : 'untell' });
  },

  ask: async (request) => {
    const { hub, lang } = request.locals;
    const data = await request.request.formData();
    const own = await ownOf(request, data);
    if (!own) return notFound();
    const typed = data.get('question');
    const text = v.safeParse(requiredText({ max: RSVP_QUESTION_MAX, multiline: true }), typed);
    if (!text.success)
      return fail(400, said({ askRefused: 'question', typed: String(typed ?? '') }));
    const asked = await askByLink(hub, own.token, { text: text.output, lang });
    if (!asked.ok)
      return asked.code === 'not_found'
        ? notFound()
        : fail(409, said({ askRefused: asked.code, typed: text.output }));
    hub.publisher.publish(asked.change);
    return said({ done: 'asked' });
  },

  /** This browser holds no link any more; nothing else changes. */
  forget: ({ locals: { hub }, cookies }) => {
    cookies.delete(cookieName(hub.config, 'rsvp'), cookieOptions(hub.config, 0));
    return said({ done: 'forgotten' });
  }
};

/** After these there is no place any more, and no way into the room by it. */
const LEFT: readonly PlaceDone[] = ['cancelled', 'left', 'declined'];

type UseCase = (
  context: Context,
  token: string
) => Promise<{ ok: true } | { ok: false; code: ManageRefusal }>;

/** Does one thing to the RSVP that the form names; it must be one of this browser's. */
async function answer(
  request: RequestEvent,
  data: FormData,
  act: UseCase,
  done: (before: RsvpView['status']) => PlaceDone
) {
  const { hub } = request.locals;
  const own = await ownOf(request, data);
  if (!own) return notFound();
  const outcome = await act(hub, own.token);
  if (!outcome.ok) return fail(409, said({ refused: outcome.code }));
  const did = done(own.view.status);
  if (LEFT.includes(did)) hub.publisher.closePlace(own.token);
  hub.outbox.wake();
  return said({ done: did });
}

async function ownOf(
  { locals: { hub, lang }, cookies }: RequestEvent,
  data: FormData
): Promise<OwnRsvp | undefined> {
  const id = data.get('rsvp');
  return (await findOwnRsvps(hub, cookies, lang)).find(({ view }) => view.id === id);
}

function notFound() {
  return fail(404, said({ refused: 'not_found' }));
}

/** One type for whatever the page is told. */
function said(answer: ManageAnswer): ManageAnswer {
  return answer;
}

function publicPart(view: RsvpView) {
  const { id, status, position, offer, name, email, needs, listen, news } = view;
  const { party, zone, tellRecord, code } = view;
  return {
    ...{ id, status, position, offer, name, email, needs, listen, news },
    ...{ party, zone, tellRecord, code }
  };
}
