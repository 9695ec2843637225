import { describeError } from '../log.ts';
import { standingOfSessions } from '../staff/standing.ts';
import type { Realtime, RoomNamespace, RoomSocket } from './room-socket.ts';
import { stillStaff } from './still-staff.ts';

/** Who was disabled or lost a role is out within a second, in milliseconds. */
const EVERY = 500;

/**
 * Closes the sockets of staff whose sign-in or role ended, also when that happened in another process: the
 * operator's command has no line into this one but the database. Returns the function that stops it.
 */
export function watchStaff(namespace: RoomNamespace, realtime: Realtime): () => void {
  let known = new Map<string, string>();
  let timer: NodeJS.Timeout;
  let stopped = false;

  async function look(): Promise<void> {
    const sockets = staffSockets(namespace);
    const standings = await standingOfSessions(realtime.context.db, [...sockets.keys()]);
    for (const [sessionId, own] of sockets)
      if (!standings.has(sessionId) || standings.get(sessionId) !== known.get(sessionId))
        await closeRefused(realtime, own);
    known = standings;
  }

  function again(): void {
    if (stopped) return;
    timer = setTimeout(() => void look().catch(note).finally(again), EVERY).unref();
  }

  /** A database that is locked for a moment is no reason to fall: the next look follows. */
  function note(error: unknown): void {
    if (!stopped) realtime.log.warn({ error: describeError(error) }, 'a look at the staff failed');
  }

  again();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

function staffSockets(namespace: RoomNamespace): Map<string, RoomSocket[]> {
  const found = new Map<string, RoomSocket[]>();
  for (const socket of namespace.sockets.values()) {
    const { staff } = socket.data;
    if (staff) found.set(staff.sessionId, [...(found.get(staff.sessionId) ?? []), socket]);
  }
  return found;
}

async function closeRefused(realtime: Realtime, sockets: RoomSocket[]): Promise<void> {
  for (const socket of sockets) {
    if (await stillStaff(realtime, socket)) continue;
    socket.emit('leaving', { reason: 'signed_out' });
    socket.disconnect(true);
  }
}
