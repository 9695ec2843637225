import { rehearseSchema } from '../../../schema/rehearsal.ts';
import { describeError } from '../../log.ts';
import { MODERATING } from '../../staff/access.ts';
import { guard } from '../guard.ts';
import type { Realtime, RoomSocket } from '../room-socket.ts';
import { stillStaff } from '../still-staff.ts';

/** `rehearse`: whoever moderates the event that is rehearsed; a real event knows no such thing. */
export function handleRehearse(realtime: Realtime, socket: RoomSocket): void {
  guard(realtime, socket, 'rehearse', rehearseSchema, async ({ pace }) => {
    const { eventId, isRehearsal } = socket.data;
    if (!(await stillStaff(realtime, socket, MODERATING))) return { ok: false, code: 'forbidden' };
    if (!isRehearsal) return { ok: false, code: 'not_found' };
    const rehearsal = await realtime.practice.setPace(eventId, pace === 'stop' ? null : pace);
    return { ok: true, rehearsal };
  });
}

/** Tells staff who just connected how the rehearsal goes. */
export async function sendRehearsal(
  { practice, log }: Realtime,
  socket: RoomSocket
): Promise<void> {
  const { eventId, isRehearsal, audience } = socket.data;
  if (!isRehearsal || audience !== 'staff') return;
  try {
    socket.emit('rehearsal', await practice.state(eventId));
  } catch (error) {
    log.error({ error: describeError(error) }, 'no rehearsal for a socket');
  }
}
