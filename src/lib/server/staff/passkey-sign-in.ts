import type { Context } from '../context.ts';
import { findPasskeyOwner } from './passkeys.ts';
import type { Sessions } from './sessions.ts';
import { forgetTries, takeTry, type SignInThrottle } from './sign-in-throttle.ts';

export type PasskeySignInOutcome =
  | { ok: true; token: string }
  | { ok: false; code: 'wrong' }
  | { ok: false; code: 'rate_limited'; retryAfter: number };

/**
 * Starts a session for who answers our challenge with a passkey. Says `wrong` for an unknown key, a disabled
 * account and an answer to another challenge alike; held back per network like the password.
 */
export async function signInWithPasskey(
  context: Context,
  sessions: Sessions,
  throttle: SignInThrottle,
  attempt: { answer: string; challenge: string; address: string; device: string }
): Promise<PasskeySignInOutcome> {
  const wait = await takeTry(throttle, null, attempt.address);
  if (wait > 0) return { ok: false, code: 'rate_limited', retryAfter: wait };
  const userId = await findPasskeyOwner(context, attempt.answer, attempt.challenge);
  if (!userId) return { ok: false, code: 'wrong' };
  await forgetTries(throttle, null, attempt.address);
  const entry = { method: 'passkey' as const, device: attempt.device };
  return { ok: true, token: await sessions.start(userId, entry) };
}
