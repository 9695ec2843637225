import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
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

/** An IPv6 line has 2^64 addresses to choose from: its first four groups are the network (RFC 4291, 2.5.4). */
export function networkOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address;
  const [head = '', tail = ''] = address.split('%')[0]?.split('::') ?? [];
  const left = head.split(':').filter(Boolean);
  const right = tail.split(':').filter(Boolean);
  const zeros = address.includes('::') ? 8 - left.length - right.length : 0;
  const groups = [...left, ...Array<string>(Math.max(0, zeros)).fill('0'), ...right];
  return groups
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':');
}

export function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}
