import type { Context } from '../context.ts';
import { inTransaction } from '../db/transaction.ts';
import { audit } from './audit.ts';
import { IDLE_HOURS } from './sessions.ts';

export interface OwnSession {
  /** SHA-256 of the token: names the session without opening it. */
  id: string;
  /** Empty when the browser did not say. */
  device: string;
  startedAt: string;
  /** The last renewal: at most half the idle time before the last use. */
  seenAt: string;
  isThis: boolean;
}

/** The open sessions of a person, this one first. Nothing of the network is known of them. */
export async function listOwnSessions(
  { db, now }: Context,
  { userId, sessionId }: { userId: string; sessionId: string }
): Promise<OwnSession[]> {
  const rows = await db
    .selectFrom('sessions')
    .select(['id', 'device', 'created_at', 'expires_at'])
    .where('user_id', '=', userId)
    .where('expires_at', '>', now().toISOString())
    .orderBy('expires_at', 'desc')
    .execute();
  return rows
    .map((row) => ({
      id: row.id,
      device: row.device,
      startedAt: row.created_at,
      seenAt: new Date(Date.parse(row.expires_at) - IDLE_HOURS * 3_600_000).toISOString(),
      isThis: row.id === sessionId
    }))
    .sort((a, b) => Number(b.isThis) - Number(a.isThis));
}

/**
 * Ends one of a person's own sessions, or with null all but the one they use. Returns the ids of those that
 * ended: the caller closes their sockets.
 */
export async function endOwnSessions(
  context: Context,
  { userId, sessionId }: { userId: string; sessionId: string },
  which: string | null
): Promise<string[]> {
  return inTransaction(context.db, async (trx) => {
    const ended = await trx
      .deleteFrom('sessions')
      .where('user_id', '=', userId)
      .where('id', which === null ? '<>' : '=', which ?? sessionId)
      .returning('id')
      .execute();
    if (ended.length > 0) {
      const detail = { count: ended.length };
      await audit(trx, context, { actor: userId, what: 'sessions_ended', eventId: null, detail });
    }
    return ended.map(({ id }) => id);
  });
}
