import * as v from 'valibot';
import type { Context } from '../context.ts';
import type { Executor } from '../db/schema.ts';
import type { Sessions } from './sessions.ts';
import { forgetTries, takeTry, type SignInThrottle } from './sign-in-throttle.ts';
import { useCode } from './totp.ts';

/** Who has given the right password has so long to give the code, in seconds. */
export const SECOND_STEP_SECONDS = 600;
const PURPOSE = 'staff.second-step';

/** What the cookie between the two steps holds: sealed, and worthless without a code. */
export function secondStepToken(context: Context, userId: string, passwordHash: string): string {
  const until = context.now().getTime() + SECOND_STEP_SECONDS * 1_000;
  const stamp = context.keys.sign(passwordHash, PURPOSE);
  return context.keys.seal(JSON.stringify({ userId, until, stamp }), PURPOSE);
}

/** The person whose password was right; null when that is over, or the password or the account changed since. */
export async function findSecondStep(context: Context, token: string): Promise<string | null> {
  const opened = openToken(context, token);
  if (!opened || opened.until <= context.now().getTime()) return null;
  const user = await usableAccount(context.db, opened.userId);
  const same = user && context.keys.verify(user.password_hash ?? '', PURPOSE, opened.stamp);
  return same ? opened.userId : null;
}

export type SecondStepOutcome =
  | { ok: true; token: string; method: 'code' | 'recovery' }
  | { ok: false; code: 'expired' | 'code_wrong' }
  | { ok: false; code: 'rate_limited'; retryAfter: number };

/**
 * Checks the code of the second step and starts the session. Refuses what waited too long (`expired`), a wrong
 * or used code (`code_wrong`), and more than five mistakes in 15 minutes (`rate_limited`, with seconds to wait).
 */
export async function finishSignIn(
  context: Context,
  sessions: Sessions,
  throttle: SignInThrottle,
  attempt: { token: string; code: string; address: string; device: string }
): Promise<SecondStepOutcome> {
  const userId = await findSecondStep(context, attempt.token);
  if (!userId) return { ok: false, code: 'expired' };
  const key = `code ${userId}`;
  const wait = await takeTry(throttle, key, attempt.address);
  if (wait > 0) return { ok: false, code: 'rate_limited', retryAfter: wait };
  const method = await useCode(context, userId, attempt.code);
  if (!method) return { ok: false, code: 'code_wrong' };
  await forgetTries(throttle, key, attempt.address);
  const { device } = attempt;
  return { ok: true, token: await sessions.start(userId, { method, device }), method };
}

const tokenSchema = v.object({ userId: v.string(), until: v.number(), stamp: v.string() });

function openToken({ keys }: Context, token: string): v.InferOutput<typeof tokenSchema> | null {
  try {
    return v.parse(tokenSchema, JSON.parse(keys.open(token, PURPOSE)));
  } catch {
    return null;
  }
}

function usableAccount(executor: Executor, userId: string) {
  return executor
    .selectFrom('staff_users')
    .select('password_hash')
    .where('id', '=', userId)
    .where('disabled_at', 'is', null)
    .where('totp_sealed', 'is not', null)
    .executeTakeFirst();
}
