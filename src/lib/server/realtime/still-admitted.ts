import { isPanelLinkOpen } from '../panel/panel-links.ts';
import { isSeated } from '../rooms/one-seat.ts';
import type { Realtime, RoomSocket } from './room-socket.ts';

/**
 * Whether a viewer may still be here: who came into an RSVP-only room by a private link must still hold the
 * place and sit on it, and a panel link must not have been revoked.
 */
export async function stillAdmitted({ context }: Realtime, socket: RoomSocket): Promise<boolean> {
  const { seat, panel } = socket.data;
  if (panel) return isPanelLinkOpen(context.db, panel.id);
  return seat === null || isSeated(context.db, seat);
}
