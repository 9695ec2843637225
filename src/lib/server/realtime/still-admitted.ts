import { isPanelLinkOpen } from '../panel/panel-links.ts';
import { isAdmitted } from '../rooms/admission.ts';
import type { Realtime, RoomSocket } from './room-socket.ts';

/**
 * Whether a viewer may still be here: who came into an RSVP-only room by a private link must still hold a
 * place, and a panel link must not have been revoked.
 */
export async function stillAdmitted({ context }: Realtime, socket: RoomSocket): Promise<boolean> {
  const { eventId, links, panel } = socket.data;
  if (panel) return isPanelLinkOpen(context.db, panel.id);
  return links.length === 0 || isAdmitted(context.db, { id: eventId, access: 'rsvp' }, links);
}
