import type { Cookies } from '@sveltejs/kit';
import type { Locale } from '$lib/i18n/locales.ts';
import { cookieName } from '$lib/server/cookies.ts';
import type { Hub } from '$lib/server/hub.ts';
import { findPersonByToken, type Person } from '$lib/server/privacy/held-by-person.ts';
import { viewerIdOf } from '$lib/server/rooms/viewer-identity.ts';
import { findOwnRsvps } from '../rsvp/own-rsvps.ts';

/**
 * The person behind one private link of this browser, named by the RSVP's id, else by the link opened
 * last. A browser that several people share holds several links: each shows its own person only.
 */
export async function findOwnPerson(
  hub: Hub,
  cookies: Cookies,
  lang: Locale,
  rsvpId: string | null
): Promise<{ person: Person; rsvpId: string } | null> {
  const own = await findOwnRsvps(hub, cookies, lang);
  const chosen = own.find(({ view }) => view.id === rsvpId) ?? own[0];
  const key = chosen && (await findPersonByToken(hub, chosen.token));
  if (!key) return null;
  const token = cookies.get(cookieName(hub.config, 'viewer'));
  const viewerIds = own.flatMap(({ view }) => viewerIdOf(hub.keys, token, view.event.id) ?? []);
  return { person: { key, viewerIds: [...new Set(viewerIds)] }, rsvpId: chosen.view.id };
}
