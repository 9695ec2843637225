import { fail } from '@sveltejs/kit';
import { cookieName, cookieOptions } from '$lib/server/cookies.ts';
import { erasePerson } from '$lib/server/privacy/erase.ts';
import { collectHeld } from '$lib/server/privacy/held-by-person.ts';
import { dropLinks, LINKS_AGE } from '$lib/server/rooms/admission.ts';
import type { Actions, PageServerLoad } from './$types';
import { findOwnPerson } from './own-person.ts';

/** Everything held on the person of one private link of this browser. */
export const load: PageServerLoad = async ({ locals: { hub, lang }, cookies, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const own = await findOwnPerson(hub, cookies, lang, url.searchParams.get('rsvp'));
  if (!own) return { held: null };
  return { held: await collectHeld(hub, own.person, lang), rsvpId: own.rsvpId };
};

export const actions: Actions = {
  /** In two steps: the first only asks. */
  erase: async ({ locals: { hub, lang }, cookies, request }) => {
    const data = await request.formData();
    const rsvpId = data.get('rsvp');
    const own = typeof rsvpId === 'string' && (await findOwnPerson(hub, cookies, lang, rsvpId));
    if (!own || own.rsvpId !== rsvpId) return fail(404, { refused: 'not_found' as const });
    if (data.get('sure') !== 'yes') return { asked: true as const };
    const { rsvps, changes, links } = await erasePerson(hub, own.person);
    for (const link of links) hub.publisher.closePlace(link);
    for (const change of changes) hub.publisher.publish(change);
    hub.outbox.wake();
    const name = cookieName(hub.config, 'rsvp');
    const left = dropLinks(cookies.get(name), links);
    if (left) cookies.set(name, left, cookieOptions(hub.config, LINKS_AGE));
    else cookies.delete(name, cookieOptions(hub.config, 0));
    return { erased: rsvps };
  }
};
