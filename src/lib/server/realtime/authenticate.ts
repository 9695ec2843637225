import * as v from 'valibot';
import { handshakeSchema } from '../../schema/question.ts';
import { cookieName, readCookie } from '../cookies.ts';
import { describeError, type Log } from '../log.ts';
import { hashToken } from '../privacy/keys.ts';
import { findPanelByToken } from '../panel/panel-links.ts';
import { findRoomEvent, readLinks } from '../rooms/admission.ts';
import { findSeat, takeSeat, type Seat } from '../rooms/one-seat.ts';
import { viewerIdOf } from '../rooms/viewer-identity.ts';
import { hasRole, READING } from '../staff/access.ts';
import type { SignedIn } from '../staff/sessions.ts';
import { roomNames } from './room-names.ts';
import { hearsSignals, type Realtime, type RoomSocket, type SocketData } from './room-socket.ts';

type HandshakeCode = 'invalid' | 'not_found' | 'forbidden' | 'busy';

/** A refused handshake; the client finds the code in `err.data`. */
class HandshakeError extends Error {
  data: { code: HandshakeCode };

  constructor(code: HandshakeCode) {
    super(code);
    this.data = { code };
  }
}

/**
 * Finds out who connects and to which room. Throws what `handshakeRefusal` turns into an answer. The audience's room is
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

  const panel = as === 'panel' ? await panelOf(realtime, cookies, event.id) : null;
  if (as === 'panel' && !panel) throw new HandshakeError('forbidden');
  const staff = panel ? null : await staffOf(realtime, cookies, event.id);
  if (event.status === 'draft' && !staff && !panel) throw new HandshakeError('not_found');
  const token = readCookie(cookies, cookieName(context.config, 'viewer')) ?? viewer;
  const open = staff !== null || panel !== null || event.access === 'open';
  const seat = open ? null : await sitDown(realtime, cookies, event.id, token ?? '');
  socket.data = {
    eventId: event.id,
    isRehearsal: event.rehearsalOf !== null,
    lang,
    // Who reads along for the panel neither asks nor votes.
    viewerId: panel ? null : viewerIdOf(context.keys, token, event.id),
    staff,
    panel,
    seat,
    audience: staff && as !== 'viewer' ? 'staff' : 'viewers'
  };
  await socket.join(roomsOf(socket));
}

/** What a stranger is told of an error: the code of a refusal, or `busy` for what only the log may say. */
export function handshakeRefusal(error: unknown, log: Log): Error {
  if (error instanceof HandshakeError) return error;
  log.error({ error: describeError(error) }, 'handshake failed');
  return new HandshakeError('busy');
}

function roomsOf({ data }: RoomSocket): string[] {
  return [
    roomNames.event(data.eventId),
    ...(data.viewerId ? [roomNames.author(data.viewerId)] : []),
    ...(data.staff
      ? [roomNames.session(data.staff.sessionId), roomNames.staff(data.staff.id)]
      : []),
    ...(data.seat ? [roomNames.place(data.seat.link), roomNames.seat(data.seat.key)] : []),
    ...(data.panel ? [roomNames.panel(data.panel.id)] : []),
    ...(hearsSignals(data) ? [roomNames.signals(data.eventId)] : [])
  ];
}

async function panelOf(
  { context }: Realtime,
  cookies: string | undefined,
  eventId: string
): Promise<SocketData['panel']> {
  const token = readCookie(cookies, cookieName(context.config, 'panel'));
  const link = token ? await findPanelByToken(context.db, token) : null;
  return link?.eventId === eventId ? { id: link.id, name: link.name } : null;
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

/** The seat of an RSVP-only room; who has none, or has it open on another device, is refused. */
async function sitDown(
  { context }: Realtime,
  cookies: string | undefined,
  eventId: string,
  viewerToken: string
): Promise<Seat> {
  const links = readLinks(readCookie(cookies, cookieName(context.config, 'rsvp')));
  const seat = await findSeat(context, eventId, links, viewerToken);
  if (!seat || seat.state === 'elsewhere' || !(await takeSeat(context, eventId, seat)))
    throw new HandshakeError('forbidden');
  return seat;
}
