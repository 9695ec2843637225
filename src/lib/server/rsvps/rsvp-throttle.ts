import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { networkOf } from '../network-of.ts';
import { ABUSE_LIMITS } from './abuse-limits.ts';

/** One limiter per hub, gone with it; addresses are keys in memory only. */
const limiters = new WeakMap<object, RateLimiterMemory>();

/**
 * Counts one form of a network; false when there were too many. The machine itself is not
 * counted: its address stands for a proxy or an operator, never for one visitor.
 */
export async function admitsRsvp(hub: object, address: string): Promise<boolean> {
  if (isLoopback(address)) return true;
  return limiterOf(hub)
    .consume(networkOf(address))
    .then(
      () => true,
      (refusal: unknown) => {
        if (refusal instanceof RateLimiterRes) return false;
        throw refusal;
      }
    );
}

function limiterOf(hub: object): RateLimiterMemory {
  let limiter = limiters.get(hub);
  if (!limiter) {
    limiter = new RateLimiterMemory({
      points: ABUSE_LIMITS.formsPerNetworkAndMinute,
      duration: 60
    });
    limiters.set(hub, limiter);
  }
  return limiter;
}

export function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}
