import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** RSVPs that one network may send in a minute: a classroom may, a script may not. */
const PER_MINUTE = 60;

/** One limiter per hub, gone with it; addresses are keys in memory only. */
const limiters = new WeakMap<object, RateLimiterMemory>();

/**
 * Counts one RSVP of a network address; false when there were too many. The machine itself is not
 * counted: its address stands for a proxy or an operator, never for one visitor.
 */
export async function admitsRsvp(hub: object, address: string): Promise<boolean> {
  if (isLoopback(address)) return true;
  return limiterOf(hub)
    .consume(address)
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
    limiter = new RateLimiterMemory({ points: PER_MINUTE, duration: 60 });
    limiters.set(hub, limiter);
  }
  return limiter;
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}
