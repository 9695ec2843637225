import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { emailKey } from '../../schema/email.ts';
import type { Context } from '../context.ts';
import { checkPassword, PASSWORD_MAX } from './passwords.ts';
import type { Sessions } from './sessions.ts';
import { findStaffByEmail } from './users.ts';

export type SignInOutcome =
  | { ok: true; token: string }
  | { ok: false; code: 'wrong' }
  | { ok: false; code: 'rate_limited'; retryAfter: number };

export interface SignInAttempt {
  email: string;
  password: string;
  /** Network address: it is only a key in memory, never written. */
  address: string;
}

/** Failed attempts per address of a person and of a network; in memory, gone with the process. */
export interface SignInThrottle {
  byEmail: RateLimiterMemory;
  byAddress: RateLimiterMemory;
}

export function openSignInThrottle(): SignInThrottle {
  return {
    byEmail: new RateLimiterMemory({ points: 5, duration: 15 * 60 }),
    byAddress: new RateLimiterMemory({ points: 30, duration: 15 * 60 })
  };
}

/**
 * Checks e-mail and password and starts a session. Answers `wrong` for unknown, disabled and mistaken
 * alike, in the same time; `rate_limited` with the seconds to wait after five mistakes in 15 minutes.
 */
export async function signIn(
  context: Context,
  sessions: Sessions,
  throttle: SignInThrottle,
  attempt: SignInAttempt
): Promise<SignInOutcome> {
  const email = emailKey(attempt.email.trim());
  const wait = await secondsToWait(throttle, email, attempt.address);
  if (wait > 0) return { ok: false, code: 'rate_limited', retryAfter: wait };
  const user = await findStaffByEmail(context.db, email);
  const usable = user && user.disabled_at === null ? user.password_hash : null;
  const matches =
    attempt.password.length <= PASSWORD_MAX && (await checkPassword(usable, attempt.password));
  if (!user || !matches) {
    await countFailure(throttle, email, attempt.address);
    return { ok: false, code: 'wrong' };
  }
  await throttle.byEmail.delete(email);
  return { ok: true, token: await sessions.start(user.id) };
}

async function secondsToWait(
  { byEmail, byAddress }: SignInThrottle,
  email: string,
  address: string
): Promise<number> {
  const [mail, network] = await Promise.all([byEmail.get(email), byAddress.get(address)]);
  return Math.max(remaining(mail, byEmail.points), remaining(network, byAddress.points));
}

function remaining(state: RateLimiterRes | null, points: number): number {
  return state && state.consumedPoints >= points ? Math.ceil(state.msBeforeNext / 1000) : 0;
}

async function countFailure(
  { byEmail, byAddress }: SignInThrottle,
  email: string,
  address: string
): Promise<void> {
  await Promise.allSettled([byEmail.consume(email), byAddress.consume(address)]);
}
