import type { Context } from '../../src/lib/server/context.ts';
import type { StaffRole } from '../../src/lib/server/db/schema.ts';
import { createStaffUser } from '../../src/lib/server/staff/users.ts';

/** A sign-in with one role, for every event or for one. The password is `correct horse`. */
export async function addStaff(
  context: Context,
  role: StaffRole = 'moderator',
  eventId = ''
): Promise<{ id: string; email: string }> {
  const email = `${role}-${crypto.randomUUID().slice(0, 8)}@example.org`;
  const outcome = await createStaffUser(context, {
    email,
    name: `Rosario ${role}`,
    roles: [{ role, eventId }],
    password: PASSWORD
  });
  if (!outcome.ok) throw new Error(outcome.code);
  return { id: outcome.user.id, email };
}

export const PASSWORD = 'correct horse';
