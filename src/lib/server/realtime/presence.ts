import type { LogAudience } from '../db/schema.ts';
import { roomNames } from './room-names.ts';
import type { RoomNamespace, RoomSocket } from './room-socket.ts';

/** How often a room hears its number of viewers at most, in milliseconds. */
const INTERVAL = 1_000;

/** Counts who is in a room and tells the room when the number changed. */
export interface Presence {
  add(socket: RoomSocket): void;
  count(eventId: string): number;
  /** Whether anybody of staff is connected, at the desk, the cue or the stage. */
  hasStaff(eventId: string): boolean;
  stop(): void;
}

export function openPresence(namespace: RoomNamespace): Presence {
  const changed = new Set<string>();
  const told = new Map<string, string>();
  const count = (eventId: string) => membersOf(namespace, eventId, 'viewers').size;

  const timer = setInterval(() => {
    for (const eventId of changed) {
      const viewers = count(eventId);
      const staff = staffNames(namespace, eventId);
      const news = JSON.stringify([viewers, staff]);
      if (told.get(eventId) === news) continue;
      told.set(eventId, news);
      const to = (audience: LogAudience) =>
        namespace.to(roomNames.audience(eventId, audience)).volatile;
      to('viewers').emit('viewers', { count: viewers });
      to('staff').emit('viewers', { count: viewers, staff });
    }
    changed.clear();
  }, INTERVAL);
  timer.unref();

  return {
    add(socket) {
      const { eventId } = socket.data;
      changed.add(eventId);
      told.delete(eventId);
      socket.on('disconnect', () => changed.add(eventId));
    },
    count,
    hasStaff: (eventId) =>
      [...namespace.sockets.values()].some(
        ({ data }) => data.eventId === eventId && data.staff !== null
      ),
    stop: () => clearInterval(timer)
  };
}

function membersOf(namespace: RoomNamespace, eventId: string, audience: LogAudience): Set<string> {
  return namespace.adapter.rooms.get(roomNames.audience(eventId, audience)) ?? new Set();
}

/** Who is at the desk, each once however many tabs are open. */
function staffNames(namespace: RoomNamespace, eventId: string): string[] {
  const names = [...membersOf(namespace, eventId, 'staff')].map(
    (id) => namespace.sockets.get(id)?.data.staff?.name
  );
  return [...new Set(names.filter((name) => name !== undefined))].sort();
}
