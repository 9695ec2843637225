import { describeError } from '../log.ts';
import { keepSeats } from '../rooms/one-seat.ts';
import type { Realtime, RoomNamespace } from './room-socket.ts';
import { stillAdmitted } from './still-admitted.ts';
import { stillStaff } from './still-staff.ts';
import { watchStaff } from './watch-staff.ts';

const REVOKED_EVERY = 30_000;
const STALLED_EVERY = 5_000;
/** Packets that may wait for a reader who does not read. */
const UNREAD_MAX = 100;

/** Notes who is still there, and closes what nobody closed: sockets of sessions that ended elsewhere, and readers that stopped reading. */
export function startSweeps(namespace: RoomNamespace, realtime: Realtime): () => void {
  const revoked = setInterval(() => void sweep(namespace, realtime), REVOKED_EVERY);
  const stalled = setInterval(() => closeStalled(namespace), STALLED_EVERY);
  const stopWatching = watchStaff(namespace, realtime);
  revoked.unref();
  stalled.unref();
  return () => {
    stopWatching();
    clearInterval(revoked);
    clearInterval(stalled);
  };
}

/** A database that is locked or closing for a moment is no reason to fall: the next sweep looks again. */
async function sweep(namespace: RoomNamespace, realtime: Realtime): Promise<void> {
  await closeRevoked(namespace, realtime).catch((error: unknown) =>
    realtime.log.warn({ error: describeError(error) }, 'a sweep of the rooms failed')
  );
}

async function closeRevoked(namespace: RoomNamespace, realtime: Realtime): Promise<void> {
  const seated: string[] = [];
  for (const socket of namespace.sockets.values()) {
    const { staff, seat } = socket.data;
    const allowed = staff
      ? await stillStaff(realtime, socket)
      : await stillAdmitted(realtime, socket);
    if (allowed && seat) seated.push(seat.rsvpId);
    if (allowed) continue;
    socket.emit('leaving', { reason: staff ? 'signed_out' : 'removed' });
    socket.disconnect(true);
  }
  await keepSeats(realtime.context, seated);
}

/** The engine types its queue as private, although it is the documented measure of a slow reader. */
function closeStalled(namespace: RoomNamespace): void {
  for (const socket of namespace.sockets.values()) {
    const { writeBuffer } = socket.conn as unknown as { writeBuffer: unknown[] };
    if (writeBuffer.length > UNREAD_MAX) socket.disconnect(true);
  }
}
