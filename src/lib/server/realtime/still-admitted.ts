import { isAdmitted } from '../rooms/admission.ts';
import type { Realtime, RoomSocket } from './room-socket.ts';

/** Whether a viewer may still be here: who came into an RSVP-only room by a private link must still hold a place. */
export async function stillAdmitted({ context }: Realtime, socket: RoomSocket): Promise<boolean> {
  const { eventId, links } = socket.data;
  return links.length === 0 || isAdmitted(context.db, { id: eventId, access: 'rsvp' }, links);
}
