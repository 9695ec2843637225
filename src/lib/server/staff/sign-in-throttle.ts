import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** Tries per person and failed tries per network; in memory, gone with the process. */
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
 * Takes one of the tries of a person (null: nobody has said who they are), and looks whether the network has
 * one left. Returns the seconds to wait when there is none, else 0. It is counted before anything is compared: tries that come all at once count too.
 */
export async function takeTry(
  { byEmail, byAddress }: SignInThrottle,
  person: string | null,
  address: string
): Promise<number> {
  const network = await byAddress.get(address);
  if (network && network.consumedPoints >= byAddress.points) return seconds(network);
  if (person === null) return 0;
  try {
    await byEmail.consume(person);
    return 0;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return seconds(refusal);
    throw refusal;
  }
}

/** The try was a mistake: it counts for the network too. */
export async function countMistake({ byAddress }: SignInThrottle, address: string): Promise<void> {
  await Promise.allSettled([byAddress.consume(address)]);
}

/** The person was right: earlier mistakes are forgotten. */
export async function forgetTries({ byEmail }: SignInThrottle, person: string): Promise<void> {
  await byEmail.delete(person);
}

function seconds({ msBeforeNext }: RateLimiterRes): number {
  return Math.max(1, Math.ceil(msBeforeNext / 1000));
}
