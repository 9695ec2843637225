import { ABUSE_LIMITS } from './abuse-limits.ts';
import { isLoopback } from './rsvp-throttle.ts';

interface Flood {
  /** When the last RSVPs came, in milliseconds, the oldest first; never more than make a flood. */
  recent: number[];
  until: number;
}

/** One per hub, gone with it. It counts, and knows no addresses. */
const floods = new WeakMap<object, Flood>();

/**
 * Notes that an RSVP came from somewhere. The minute slides, by the hub's own clock, and a flood lasts as long
 * after its last wave: rate-limiter-flexible counts fixed windows, by the machine's.
 */
export function noteRsvp(hub: object, address: string, now: Date): void {
  if (isLoopback(address)) return;
  const flood = floodOf(hub);
  flood.recent.push(now.getTime());
  if (flood.recent.length > ABUSE_LIMITS.floodPerMinute) flood.recent.shift();
  const full = flood.recent.length === ABUSE_LIMITS.floodPerMinute;
  if (full && now.getTime() - (flood.recent[0] ?? 0) < 60_000)
    flood.until = now.getTime() + ABUSE_LIMITS.floodLastsMinutes * 60_000;
}

/** Whether more RSVPs come than people can send: then each must show some work, or be confirmed by mail. */
export function isFlooded(hub: object, now: Date): boolean {
  return floodOf(hub).until > now.getTime();
}

function floodOf(hub: object): Flood {
  let flood = floods.get(hub);
  if (!flood) {
    flood = { recent: [], until: 0 };
    floods.set(hub, flood);
  }
  return flood;
}
