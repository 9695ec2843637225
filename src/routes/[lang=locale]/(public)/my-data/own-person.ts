import type { Cookies } from '@sveltejs/kit';
import type { Locale } from '$lib/i18n/locales.ts';
import { cookieName } from '$lib/server/cookies.ts';
import type { Hub } from '$lib/server/hub.ts';
import { findPersonByLink, type Person } from '$lib/server/privacy/held-by-person.ts';
import { chooseOwn, findOwnRsvps } from '../rsvp/own-rsvps.ts';

/**
 * The person behind one private link of this browser, named by the RSVP's id, else by the link opened
 * last. A browser that several people share holds several links: each shows its own person only, but for
 * what was asked in a room that both have a link to.
 */
export async function findOwnPerson(
  hub: Hub,
  cookies: Cookies,
  lang: Locale,
  rsvpId: string | null
): Promise<{ person: Person; rsvpId: string } | null> {
  const own = await findOwnRsvps(hub, cookies, lang);
  const chosen = chooseOwn(own, rsvpId);
  const links = own.map(({ token }) => token);
  const viewerToken = cookies.get(cookieName(hub.config, 'viewer'));
  const person = chosen && (await findPersonByLink(hub, chosen.token, { links, viewerToken }));
  return person ? { person, rsvpId: chosen.view.id } : null;
}
