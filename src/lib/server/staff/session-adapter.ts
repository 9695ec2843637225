import type { Adapter, DatabaseSession, DatabaseUser } from 'lucia';
import type { Executor } from '../db/schema.ts';

/** Lucia's storage on our tables. The ids it is given are SHA-256 of the cookie's token already. */
export function sessionAdapter(db: Executor, now: () => Date): Adapter {
  return {
    async getSessionAndUser(sessionId) {
      const row = await db
        .selectFrom('sessions')
        .innerJoin('staff_users', 'staff_users.id', 'sessions.user_id')
        .select([
          'sessions.id',
          'sessions.user_id',
          'sessions.expires_at',
          'sessions.created_at',
          'sessions.device',
          'staff_users.name',
          'staff_users.email'
        ])
        .where('sessions.id', '=', sessionId)
        .where('staff_users.disabled_at', 'is', null)
        .executeTakeFirst();
      if (!row) return [null, null];
      const user: DatabaseUser = {
        id: row.user_id,
        attributes: { name: row.name, email: row.email }
      };
      return [toSession(row), user];
    },
    async getUserSessions(userId) {
      const rows = await db
        .selectFrom('sessions')
        .selectAll()
        .where('user_id', '=', userId)
        .execute();
      return rows.map(toSession);
    },
    async setSession(session) {
      await db
        .insertInto('sessions')
        .values({
          id: session.id,
          user_id: session.userId,
          expires_at: session.expiresAt.toISOString(),
          created_at: session.attributes.created_at,
          device: session.attributes.device
        })
        .execute();
    },
    async updateSessionExpiration(sessionId, expiresAt) {
      await db
        .updateTable('sessions')
        .set({ expires_at: expiresAt.toISOString() })
        .where('id', '=', sessionId)
        .execute();
    },
    async deleteSession(sessionId) {
      await db.deleteFrom('sessions').where('id', '=', sessionId).execute();
    },
    async deleteUserSessions(userId) {
      await db.deleteFrom('sessions').where('user_id', '=', userId).execute();
    },
    async deleteExpiredSessions() {
      await db.deleteFrom('sessions').where('expires_at', '<=', now().toISOString()).execute();
    }
  };
}

function toSession(row: {
  id: string;
  user_id: string;
  expires_at: string;
  created_at: string;
  device: string;
}): DatabaseSession {
  return {
    id: row.id,
    userId: row.user_id,
    expiresAt: new Date(row.expires_at),
    attributes: { created_at: row.created_at, device: row.device }
  };
}
