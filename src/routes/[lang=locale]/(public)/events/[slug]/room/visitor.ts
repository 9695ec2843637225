import { error } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { cookieName, cookieOptions } from '$lib/server/cookies.ts';
import { findRoomEvent, readLinks, type RoomEvent } from '$lib/server/rooms/admission.ts';
import { findSeat, type Seat } from '$lib/server/rooms/one-seat.ts';
import { issueViewerToken, viewerIdOf } from '$lib/server/rooms/viewer-identity.ts';
import { hasRole, READING } from '$lib/server/staff/access.ts';

/** Somebody at the door of a room: which room, whether they may enter, and as which viewer. */
export interface Visitor {
  event: RoomEvent;
  admitted: boolean;
  staff: boolean;
  viewerId: string;
  /** The seat in an RSVP-only room, which may be in use on another device. */
  seat: Seat | null;
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
  const token = viewerToken(event.id);
  const seated = event.access === 'rsvp' && !staff;
  const seat = seated ? await findSeat(hub, event.id, links, token) : null;
  const admitted = !seated || (seat !== null && seat.state !== 'elsewhere');
  const viewerId = viewerIdOf(hub.keys, token, event.id);
  if (!viewerId) throw new Error('a token that was just issued does not verify');
  return { event, admitted, staff, viewerId, seat };

  function viewerToken(eventId: string): string {
    const name = cookieName(hub.config, 'viewer');
    const known = cookies.get(name);
    if (known && viewerIdOf(hub.keys, known, eventId)) return known;
    const issued = issueViewerToken(hub.keys);
    cookies.set(name, issued, cookieOptions(hub.config, YEAR));
    return issued;
  }
}
