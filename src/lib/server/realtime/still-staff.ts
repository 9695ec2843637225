import type { StaffRole } from '../db/schema.ts';
import { hasRole, READING } from '../staff/access.ts';
import type { SignedIn } from '../staff/sessions.ts';
import type { Realtime, RoomSocket } from './room-socket.ts';

/**
 * The person behind a staff socket if the session and a role of `roles` still hold now, else null.
 * What was true when the socket connected is not asked: a role can change at any moment.
 */
export async function stillStaff(
  { context, sessions }: Pick<Realtime, 'context' | 'sessions'>,
  socket: RoomSocket,
  roles: readonly StaffRole[] = READING
): Promise<SignedIn | null> {
  const { staff, eventId } = socket.data;
  const signedIn = staff && (await sessions.read(staff.sessionId));
  return signedIn && (await hasRole(context.db, signedIn.id, eventId, roles)) ? signedIn : null;
}
