import * as v from 'valibot';
import { handshakeSchema } from '../../schema/question.ts';
import { cookieName, readCookie } from '../cookies.ts';
import { hashToken } from '../privacy/keys.ts';
import { findRoomEvent, isAdmitted, readLinks } from '../rooms/admission.ts';
import { viewerIdOf } from '../rooms/viewer-identity.ts';
import { hasRole, READING } from '../staff/access.ts';
import type { SignedIn } from '../staff/sessions.ts';
import { roomNames } from './room-names.ts';
import type { Realtime, RoomSocket } from './room-socket.ts';

/** A refused handshake; the client finds the code in `err.data`. */
class HandshakeError extends Error {
  data: { code: 'invalid' | 'not_found' | 'forbidden' };

  constructor(code: 'invalid' | 'not_found' | 'forbidden') {
    super(code);
    this.data = { code };
  }
}

/**
 * Finds out who connects and to which room. Throws what the client is told. The audience's room is
 * joined later, together with the first state, so that nothing falls between the two.
 */
export async function authenticate(realtime: Realtime, socket: RoomSocket): Promise<void> {
  const { context } = realtime;
  const handshake = v.safeParse(handshakeSchema, socket.handshake.auth);
  if (!handshake.success) throw new HandshakeError('invalid');
  const { lang, viewer, as } = handshake.output;
  const cookies = socket.request.headers.cookie;
  const event = await findRoomEvent(context.db, handshake.output.event);
  if (!event) throw new HandshakeError('not_found');

  const staff = await staffOf(realtime, cookies, event.id);
  if (event.status === 'draft' && !staff) throw new HandshakeError('not_found');
  const links = staff || event.access === 'open' ? [] : linksOf(realtime, cookies);
  if (!staff && !(await isAdmitted(context.db, event, links)))
    throw new HandshakeError('forbidden');

  const token = readCookie(cookies, cookieName(context.config, 'viewer')) ?? viewer;
  socket.data = {
    eventId: event.id,
    lang,
    viewerId: viewerIdOf(context.keys, token, event.id),
    staff,
    links,
    audience: staff && as !== 'viewer' ? 'staff' : 'viewers'
  };
  await socket.join(roomsOf(socket));
}

function roomsOf({ data }: RoomSocket): string[] {
  return [
    ...(data.viewerId ? [roomNames.author(data.viewerId)] : []),
    ...(data.staff ? [roomNames.session(data.staff.sessionId)] : []),
    ...data.links.map(roomNames.place)
  ];
}

async function staffOf(
  { context, sessions }: Realtime,
  cookies: string | undefined,
  eventId: string
): Promise<SignedIn | null> {
  const token = readCookie(cookies, cookieName(context.config, 'staff'));
  const signedIn = token ? await sessions.read(hashToken(token)) : null;
  return signedIn && (await hasRole(context.db, signedIn.id, eventId, READING)) ? signedIn : null;
}

function linksOf({ context }: Realtime, cookies: string | undefined): string[] {
  return readLinks(readCookie(cookies, cookieName(context.config, 'rsvp')));
}
