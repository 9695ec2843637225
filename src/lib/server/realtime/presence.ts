import { roomNames } from './room-names.ts';
import type { RoomNamespace, RoomSocket } from './room-socket.ts';

/** How often a room hears its number of viewers at most, in milliseconds. */
const INTERVAL = 1_000;

/** Counts who is in a room and tells the room when the number changed. */
export interface Presence {
  add(socket: RoomSocket): void;
  count(eventId: string): number;
  stop(): void;
}

export function openPresence(namespace: RoomNamespace): Presence {
  const changed = new Set<string>();
  const told = new Map<string, number>();
  const count = (eventId: string) =>
    namespace.adapter.rooms.get(roomNames.audience(eventId, 'viewers'))?.size ?? 0;

  const timer = setInterval(() => {
    for (const eventId of changed) {
      const viewers = count(eventId);
      if (told.get(eventId) === viewers) continue;
      told.set(eventId, viewers);
      for (const audience of ['viewers', 'staff'] as const) {
        namespace
          .to(roomNames.audience(eventId, audience))
          .volatile.emit('viewers', { count: viewers });
      }
    }
    changed.clear();
  }, INTERVAL);
  timer.unref();

  return {
    add(socket) {
      const { eventId } = socket.data;
      changed.add(eventId);
      socket.on('disconnect', () => changed.add(eventId));
    },
    count,
    stop: () => clearInterval(timer)
  };
}
