import type { Context } from '../context.ts';
import { inTransaction } from '../db/transaction.ts';
import { audit } from './audit.ts';
import { createStaffUser } from './users.ts';

/** The demo's sign-in; it is printed at each start and made only where the demo is. */
export const DEMO_SIGN_IN = {
  email: 'demo@example.org',
  password: 'papel-picado',
  name: 'Rosario Demo'
};

/** Makes the demo's sign-in if it is missing. Never called with NODE_ENV=production. */
export async function ensureDemoSignIn(context: Context): Promise<void> {
  if (context.config.production) throw new Error('the demo sign-in must not exist in production');
  await createStaffUser(context, { ...DEMO_SIGN_IN, roles: [{ role: 'admin', eventId: '' }] });
}

/** A database that once held the demo may be put to real use: its published password must open nothing there. */
export async function forbidDemoSignIn(context: Context): Promise<void> {
  await inTransaction(context.db, async (trx) => {
    const user = await trx
      .updateTable('staff_users')
      .set({ disabled_at: context.now().toISOString() })
      .where('email', '=', DEMO_SIGN_IN.email)
      .where('disabled_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (!user) return;
    await trx.deleteFrom('sessions').where('user_id', '=', user.id).execute();
    const subject = { kind: 'staff' as const, id: user.id };
    await audit(trx, context, { actor: null, what: 'user_disabled', eventId: null, subject });
  });
}
