import type { Cookies } from '@sveltejs/kit';
import type { Locale } from '$lib/i18n/locales.ts';
import { cookieName } from '$lib/server/cookies.ts';
import type { Hub } from '$lib/server/hub.ts';
import { readLinks } from '$lib/server/rooms/admission.ts';
import { findRsvpByToken, type RsvpView } from '$lib/server/rsvps/find-rsvp.ts';

/** One RSVP of this browser, with the private link it is reached by. The link never goes into a page. */
export interface OwnRsvp {
  token: string;
  view: RsvpView;
}

/** The RSVPs whose private links this browser holds, the link opened last first. */
export async function findOwnRsvps(hub: Hub, cookies: Cookies, lang: Locale): Promise<OwnRsvp[]> {
  const tokens = readLinks(cookies.get(cookieName(hub.config, 'rsvp')));
  const found = await Promise.all(
    tokens.map(async (token) => ({ token, view: await findRsvpByToken(hub, token, lang) }))
  );
  return found.flatMap(({ token, view }) => (view ? [{ token, view }] : []));
}

/** The RSVP that an address names by `?rsvp=`, else that of the link opened last. */
export function chooseOwn(own: readonly OwnRsvp[], rsvpId: string | null): OwnRsvp | undefined {
  return own.find(({ view }) => view.id === rsvpId) ?? own[0];
}
