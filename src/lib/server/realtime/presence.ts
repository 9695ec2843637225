import type { LogAudience } from '../db/schema.ts';
import { roomNames } from './room-names.ts';
import type { RoomNamespace, RoomSocket, SocketData } from './room-socket.ts';

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
  const counts = new Map<string, number>();
  const count = (eventId: string) => counts.get(eventId) ?? 0;

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
      const change = (by: 1 | -1) => {
        if (isViewer(socket.data)) counts.set(eventId, count(eventId) + by);
        changed.add(eventId);
      };
      change(1);
      told.delete(eventId);
      socket.on('disconnect', () => change(-1));
    },
    count,
    hasStaff: (eventId) =>
      [...namespace.sockets.values()].some(
        ({ data }) => data.eventId === eventId && data.staff !== null
      ),
    stop: () => clearInterval(timer)
  };
}

/** Who is at the desk, each once however many tabs are open; two namesakes are two. */
function staffNames(namespace: RoomNamespace, eventId: string): string[] {
  const room = roomNames.audience(eventId, 'staff');
  const staff = [...(namespace.adapter.rooms.get(room) ?? [])].flatMap(
    (id) => namespace.sockets.get(id)?.data.staff ?? []
  );
  return [...new Map(staff.map(({ id, name }) => [id, name])).values()].sort();
}

/** Somebody who came to watch; the panel and staff who read along are none. */
function isViewer({ staff, panel }: SocketData): boolean {
  return !staff && !panel;
}
