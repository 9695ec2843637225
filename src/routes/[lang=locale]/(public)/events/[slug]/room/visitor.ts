import { error } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { cookieName, cookieOptions } from '$lib/server/cookies.ts';
import {
  findRoomEvent,
  isAdmitted,
  readLinks,
  type RoomEvent
} from '$lib/server/rooms/admission.ts';
import { issueViewerToken, viewerIdOf } from '$lib/server/rooms/viewer-identity.ts';
import { hasRole, READING } from '$lib/server/staff/access.ts';

/** Somebody at the door of a room: which room, whether they may enter, and as which viewer. */
export interface Visitor {
  event: RoomEvent;
  admitted: boolean;
  staff: boolean;
  viewerId: string;
}

const YEAR = 365 * 24 * 60 * 60;

/** Finds out who is at the door, and gives a browser its viewer cookie. 404 for an unknown room, for drafts of others and for every rehearsal. */
export async function identifyVisitor({
  locals,
  cookies,
  params
}: RequestEvent<{ slug: string }>): Promise<Visitor> {
  const { hub } = locals;
  const event = await findRoomEvent(hub.db, params.slug);
  if (!event) error(404, 'not_found');
  const staff =
    locals.staff !== null && (await hasRole(hub.db, locals.staff.id, event.id, READING));
  if (event.rehearsalOf !== null || (event.status === 'draft' && !staff)) error(404, 'not_found');
  const links = readLinks(cookies.get(cookieName(hub.config, 'rsvp')));
  const admitted = staff || (await isAdmitted(hub.db, event, links));
  return { event, admitted, staff, viewerId: viewerIdFromCookie(event.id) };

  function viewerIdFromCookie(eventId: string): string {
    const name = cookieName(hub.config, 'viewer');
    const known = viewerIdOf(hub.keys, cookies.get(name), eventId);
    if (known) return known;
    const token = issueViewerToken(hub.keys);
    cookies.set(name, token, cookieOptions(hub.config, YEAR));
    const issued = viewerIdOf(hub.keys, token, eventId);
    if (!issued) throw new Error('a token that was just issued does not verify');
    return issued;
  }
}
