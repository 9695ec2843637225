import { error, redirect } from '@sveltejs/kit';
import { panelPath } from '$lib/i18n/paths.ts';
import { cookieName, cookieOptions } from '$lib/server/cookies.ts';
import { findPanelByToken } from '$lib/server/panel/panel-links.ts';
import type { PageServerLoad } from './$types';

/** The server asks each time whether the link still opens; the cookie only has to last until the event. */
const COOKIE_AGE = 180 * 24 * 60 * 60;

/** Puts the private link into a cookie, so that no address on screen carries it. Changes nothing else. */
export const load: PageServerLoad = async ({
  locals: { hub, lang },
  params,
  cookies,
  setHeaders
}) => {
  setHeaders({ 'cache-control': 'no-store' });
  if (!(await findPanelByToken(hub.db, params.token))) error(404, 'link_unknown');
  cookies.set(cookieName(hub.config, 'panel'), params.token, cookieOptions(hub.config, COOKIE_AGE));
  redirect(303, panelPath(lang));
};
