import { fail, type RequestEvent } from '@sveltejs/kit';
import { formatShortDay } from '$lib/i18n/when.ts';
import type { Context } from '$lib/server/context.ts';
import { calendarLinks } from '$lib/server/events/calendar-links.ts';
import { loadEventPage } from '$lib/server/events/find-event.ts';
import { parseForm } from '$lib/schema/parse-form.ts';
import { partyFormSchema, poolFormSchema } from '$lib/schema/rsvp.ts';
import { changeParty, switchPool } from '$lib/server/rsvps/change-place.ts';
import { cancelRsvp } from '$lib/server/rsvps/cancel-rsvp.ts';
import type { RsvpView } from '$lib/server/rsvps/find-rsvp.ts';
import { acceptOffer, declineOffer } from '$lib/server/rsvps/offers.ts';
import type { ManageDone, ManageRefusal } from '$lib/rsvps/manage-answer.ts';
import type { Actions, PageServerLoad } from './$types';
import { findOwnRsvps } from './own-rsvps.ts';

/** One RSVP of this browser: the one of `?rsvp=`, else of the link opened last; and the titles of the others. */
export const load: PageServerLoad = async ({ locals: { hub, lang }, cookies, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const own = (await findOwnRsvps(hub, cookies, lang)).map(({ view }) => view);
  const chosen = own.find((view) => view.id === url.searchParams.get('rsvp')) ?? own[0];
  const event = chosen && (await loadEventPage(hub, chosen.event.id, lang));
  if (!chosen || !event) return { rsvp: null };
  const { origin } = hub.config;
  return {
    rsvp: {
      ...publicPart(chosen),
      deletedOn: formatShortDay(chosen.deletedAt, event.when.zone, lang)
    },
    event: { ...event, description: null, notes: null, recap: null, people: [], resources: [] },
    now: hub.now().toISOString(),
    calendar: calendarLinks(event, { lang, origin }),
    others: own
      .filter((view) => view !== chosen)
      .map(({ id, status, event: { title } }) => ({ id, status, title }))
  };
};

export const actions: Actions = {
  cancel: (request) =>
    answer(request, cancelRsvp, (before) => (before === 'waitlisted' ? 'left' : 'cancelled')),
  accept: (request) => answer(request, acceptOffer, () => 'accepted'),
  decline: (request) => answer(request, declineOffer, () => 'declined'),
  party: async (request) => {
    const form = parseForm(await request.request.clone().formData(), partyFormSchema);
    if (!form.ok) return fail(400, { refused: 'invalid' as const });
    const seats = 1 + form.value.companions;
    return answer(
      request,
      (hub, token) => changeParty(hub, token, seats),
      () => 'party'
    );
  },
  pool: async (request) => {
    const form = parseForm(await request.request.clone().formData(), poolFormSchema);
    if (!form.ok) return fail(400, { refused: 'invalid' as const });
    const { pool } = form.value;
    return answer(
      request,
      (hub, token) => switchPool(hub, token, pool),
      () => 'switched'
    );
  }
};

type UseCase = (
  context: Context,
  token: string
) => Promise<{ ok: true } | { ok: false; code: ManageRefusal }>;

/** Does one thing to the RSVP that the form names; it must be one of this browser's. */
async function answer(
  { locals: { hub, lang }, cookies, request }: RequestEvent,
  act: UseCase,
  done: (before: RsvpView['status']) => ManageDone
) {
  const id = (await request.formData()).get('rsvp');
  const own = (await findOwnRsvps(hub, cookies, lang)).find(({ view }) => view.id === id);
  if (!own) return fail(404, { refused: 'not_found' as const });
  const outcome = await act(hub, own.token);
  if (!outcome.ok) return fail(409, { refused: outcome.code });
  if (act === cancelRsvp || act === declineOffer) hub.publisher.closePlace(own.token);
  hub.outbox.wake();
  return { done: done(own.view.status) };
}

function publicPart(view: RsvpView) {
  const { id, status, position, offer, name, email, needs, listen, news, party, zone } = view;
  return { id, status, position, offer, name, email, needs, listen, news, party, zone };
}
