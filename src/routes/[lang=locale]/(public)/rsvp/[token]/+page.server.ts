import { error, redirect } from '@sveltejs/kit';
import { pathIn } from '$lib/i18n/paths.ts';
import { cookieName, cookieOptions } from '$lib/server/cookies.ts';
import { addLink, LINKS_AGE } from '$lib/server/rooms/admission.ts';
import { findRsvpByToken } from '$lib/server/rsvps/find-rsvp.ts';
import type { PageServerLoad } from './$types';

/** Puts the private link of a mail into a cookie, so that no address on screen carries it. Changes nothing else. */
export const load: PageServerLoad = async ({
  locals: { hub, lang },
  params,
  cookies,
  setHeaders
}) => {
  setHeaders({ 'cache-control': 'no-store' });
  const rsvp = await findRsvpByToken(hub, params.token, lang);
  if (!rsvp) error(404, 'link_unknown');
  const name = cookieName(hub.config, 'rsvp');
  cookies.set(name, addLink(cookies.get(name), params.token), cookieOptions(hub.config, LINKS_AGE));
  redirect(303, pathIn(lang, '/rsvp'));
};
