import { emailKey } from '../../schema/email.ts';
import type { Context } from '../context.ts';
import { checkPassword, PASSWORD_MAX } from './passwords.ts';
import { secondStepToken } from './second-step.ts';
import type { Sessions } from './sessions.ts';
import { forgetTries, takeTry, type SignInThrottle } from './sign-in-throttle.ts';
import { findStaffByEmail } from './users.ts';

export type SignInOutcome =
  | { ok: true; token: string }
  /** The password was right and a code is asked for; the token belongs into a cookie of ten minutes. */
  | { ok: false; code: 'second_step'; token: string }
  | { ok: false; code: 'wrong' }
  | { ok: false; code: 'rate_limited'; retryAfter: number };

export interface SignInAttempt {
  email: string;
  password: string;
  /** Network address: it is only a key in memory, never written. */
  address: string;
  /** As `deviceName` says it. */
  device?: string;
}

/**
 * Checks e-mail and password and starts a session, or leads to the second step. Answers `wrong` for unknown,
 * disabled and mistaken alike, in the same time; `rate_limited` with the seconds to wait after five mistakes in
 * 15 minutes.
 */
export async function signIn(
  context: Context,
  sessions: Sessions,
  throttle: SignInThrottle,
  attempt: SignInAttempt
): Promise<SignInOutcome> {
  const email = emailKey(attempt.email.trim());
  const wait = await takeTry(throttle, email, attempt.address);
  if (wait > 0) return { ok: false, code: 'rate_limited', retryAfter: wait };
  const user = await findStaffByEmail(context.db, email);
  const usable = user && user.disabled_at === null ? user.password_hash : null;
  const matches =
    attempt.password.length <= PASSWORD_MAX && (await checkPassword(usable, attempt.password));
  if (!user || !matches || usable === null || usable === undefined)
    return { ok: false, code: 'wrong' };
  await forgetTries(throttle, email, attempt.address);
  if (user.totp_sealed !== null)
    return { ok: false, code: 'second_step', token: secondStepToken(context, user.id, usable) };
  const entry = { method: 'password' as const, device: attempt.device ?? '' };
  return { ok: true, token: await sessions.start(user.id, entry) };
}
