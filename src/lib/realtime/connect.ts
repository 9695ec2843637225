import { io, type Socket } from 'socket.io-client';
import type { ClientEvents, HandshakeAuth, ServerEvents } from './protocol.ts';

/** A socket whose questions are those of its audience; the server knows which that is. */
export type RoomConnection<Question> = Socket<ServerEvents<Question>, ClientEvents>;

/** How long an answer may take before the client tries again, in milliseconds. */
export const ANSWER_TIMEOUT = 8_000;

/**
 * Connects to a room. `auth` is asked anew at each connection, so that `since` is the last `rev`.
 * Coming back is spread over five seconds: a whole room returns at once after a restart.
 */
export function connectToRoom<Question>(auth: () => HandshakeAuth): RoomConnection<Question> {
  return io('/room', {
    auth: (send) => send(auth()),
    transports: ['websocket', 'polling'],
    reconnectionDelay: 500 + Math.random() * 2_000,
    reconnectionDelayMax: 5_000,
    randomizationFactor: 0.5
  });
}
