import type { Changes, PublicQuestion, Snapshot, StaffQuestion } from '../../realtime/protocol.ts';
import { listOwnQuestions } from '../questions/list-questions.ts';
import { staffChangesSince, viewerChangesSince } from '../rooms/changes-since.ts';
import { staffSnapshot, viewerSnapshot } from '../rooms/room-snapshot.ts';
import { describeError } from '../log.ts';
import { roomNames } from './room-names.ts';
import type { Realtime, RoomSocket } from './room-socket.ts';

type FirstState =
  | {
      event: 'snapshot';
      rev: number;
      body: Omit<Snapshot<PublicQuestion | StaffQuestion>, 'viewers'>;
    }
  | { event: 'changes'; rev: number; body: Changes<PublicQuestion | StaffQuestion> };

/** Overtaken by changes this often, the state goes out all the same: the client will ask again. */
const TRIES = 3;

/**
 * Sends a socket what it missed since its last `rev`, or the whole room, and lets it hear what follows.
 * Sending and joining happen in one turn of the event loop, and only when nothing was published
 * meanwhile: no change falls between the two.
 */
export async function sendFirstState(
  realtime: Realtime,
  socket: RoomSocket,
  countViewers: () => number
): Promise<void> {
  const { eventId, audience, viewerId } = socket.data;
  try {
    let state = await loadState(realtime, socket);
    for (
      let tries = 1;
      tries < TRIES && realtime.publisher.lastRev(eventId, audience) > state.rev;
      tries += 1
    ) {
      state = await loadState(realtime, socket);
    }
    const own =
      state.event === 'changes' && viewerId
        ? await listOwnQuestions(realtime.context.db, eventId, viewerId)
        : [];
    void socket.join(roomNames.audience(eventId, audience));
    if (state.event === 'snapshot')
      socket.emit('snapshot', { ...state.body, viewers: countViewers() });
    else socket.emit('changes', state.body);
    for (const question of own) socket.emit('mine', { question });
  } catch (error) {
    realtime.log.error({ error: describeError(error) }, 'no first state for a socket');
    socket.disconnect(true);
  }
}

async function loadState({ context }: Realtime, socket: RoomSocket): Promise<FirstState> {
  const { eventId, audience, viewerId } = socket.data;
  const since = sinceOf(socket);
  const load = audience === 'staff' ? staffChangesSince : viewerChangesSince;
  const changes = since === null ? null : await load(context.db, eventId, since);
  if (changes) return { event: 'changes', rev: changes.rev, body: changes };
  const body =
    audience === 'staff'
      ? await staffSnapshot(context.db, eventId)
      : await viewerSnapshot(context.db, eventId, viewerId);
  return { event: 'snapshot', rev: body.rev, body };
}

/** The handshake was checked by `authenticate`. */
function sinceOf(socket: RoomSocket): number | null {
  const since: unknown = socket.handshake.auth.since;
  return typeof since === 'number' ? since : null;
}
