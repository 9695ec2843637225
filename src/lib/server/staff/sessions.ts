import { Lucia, TimeSpan, type Adapter } from 'lucia';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/transaction.ts';
import { hashToken, newToken } from '../privacy/keys.ts';
import { audit } from './audit.ts';
import { sessionAdapter } from './session-adapter.ts';

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<{ createdAt: string }, { name: string; email: string }>;
    DatabaseSessionAttributes: { created_at: string; device: string };
    DatabaseUserAttributes: { name: string; email: string };
  }
}

/** A session lasts this long without use, and never longer than the second. */
export const IDLE_HOURS = 12;
const IDLE = new TimeSpan(IDLE_HOURS, 'h');
export const SESSION_DAYS = 7;
const ABSOLUTE_LIFETIME = new TimeSpan(SESSION_DAYS, 'd');

/** The person behind a request or a socket. */
export interface SignedIn {
  id: string;
  name: string;
  email: string;
  /** SHA-256 of the token: names the session without opening it. */
  sessionId: string;
}

/** How somebody came in. */
export interface Entry {
  method: 'password' | 'code' | 'recovery' | 'passkey' | 'link';
  /** Browser and system in words, as `deviceName` says them. */
  device: string;
}

/** The only file that knows lucia. The token lives in the cookie, the database holds its SHA-256. */
export interface Sessions {
  /** Starts a session, writes it into the audit log and returns the token for the cookie. */
  start(userId: string, entry?: Entry): Promise<string>;
  /** Who the token belongs to, extending the session; null when it is unknown, idle for 12 h or older than 7 days. */
  validate(token: string): Promise<SignedIn | null>;
  /** As `validate`, without extending: a socket cannot renew a cookie. */
  read(sessionId: string): Promise<SignedIn | null>;
  end(sessionId: string): Promise<void>;
  deleteExpired(): Promise<void>;
}

export function openSessions(context: Context): Sessions {
  const adapter = sessionAdapter(context.db, context.now);
  const lucia = luciaOn(adapter);
  const expired = (createdAt: string) =>
    context.now().getTime() - Date.parse(createdAt) > ABSOLUTE_LIFETIME.milliseconds();

  return {
    async start(userId, { method, device } = { method: 'password', device: '' }) {
      const token = newToken();
      await inTransaction(context.db, async (trx) => {
        await luciaOn(sessionAdapter(trx, context.now)).createSession(
          userId,
          { created_at: context.now().toISOString(), device },
          { sessionId: hashToken(token) }
        );
        const detail = { method };
        await audit(trx, context, { actor: userId, what: 'signed_in', eventId: null, detail });
      });
      return token;
    },
    async validate(token) {
      const { session, user } = await lucia.validateSession(hashToken(token));
      if (!session) return null;
      if (expired(session.createdAt)) {
        await lucia.invalidateSession(session.id);
        return null;
      }
      return { id: user.id, name: user.name, email: user.email, sessionId: session.id };
    },
    async read(sessionId) {
      const [session, user] = await adapter.getSessionAndUser(sessionId);
      if (
        !session ||
        !user ||
        session.expiresAt <= context.now() ||
        expired(session.attributes.created_at)
      )
        return null;
      return { id: user.id, ...user.attributes, sessionId };
    },
    end: (sessionId) => lucia.invalidateSession(sessionId),
    deleteExpired: () => lucia.deleteExpiredSessions()
  };
}

function luciaOn(adapter: Adapter) {
  return new Lucia(adapter, {
    sessionExpiresIn: IDLE,
    getSessionAttributes: ({ created_at }) => ({ createdAt: created_at }),
    getUserAttributes: ({ name, email }) => ({ name, email })
  });
}
