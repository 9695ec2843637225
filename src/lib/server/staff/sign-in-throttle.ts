import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { networkOf } from '../network-of.ts';

/** Tries per person and per network; in memory, gone with the process. */
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
 * Takes one of the tries of a network and of a person (null: nobody has said who they are). Returns the seconds to
 * wait when either has none left, else 0. It is counted before anything is compared: tries that come all at once
 * count too.
 */
export async function takeTry(
  { byEmail, byAddress }: SignInThrottle,
  person: string | null,
  address: string
): Promise<number> {
  try {
    await byAddress.consume(networkOf(address));
    if (person !== null) await byEmail.consume(person);
    return 0;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return seconds(refusal);
    throw refusal;
  }
}

/** The person was right: earlier mistakes are forgotten, and the network has its try back. */
export async function forgetTries(
  { byEmail, byAddress }: SignInThrottle,
  person: string | null,
  address: string
): Promise<void> {
  await byAddress.reward(networkOf(address));
  if (person !== null) await byEmail.delete(person);
}

function seconds({ msBeforeNext }: RateLimiterRes): number {
  return Math.max(1, Math.ceil(msBeforeNext / 1000));
}
