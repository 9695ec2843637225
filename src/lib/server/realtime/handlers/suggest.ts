import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { suggestSchema } from '../../../schema/question.ts';
import { suggestForQuestion } from '../../questions/suggest-for-question.ts';
import { guard } from '../guard.ts';
import type { Realtime, RoomSocket } from '../room-socket.ts';
import { stillStaff } from '../still-staff.ts';

/** Suggestions that one person may ask for in a minute: one who translates does, a script does not. */
const PER_MINUTE = 20;

/** One limiter per hub, gone with it. */
const limiters = new WeakMap<Realtime, RateLimiterMemory>();

/**
 * `suggest`: whoever reads along for this event now, and only where the organisation chose an engine. It is
 * asked at a press alone: no question leaves the house by itself.
 */
export function handleSuggest(realtime: Realtime, socket: RoomSocket): void {
  const { context, translator } = realtime;
  guard(realtime, socket, 'suggest', suggestSchema, async ({ id }) => {
    const person = await stillStaff(realtime, socket);
    if (!person) return { ok: false, code: 'forbidden' };
    if (!translator) return { ok: false, code: 'invalid' };
    const retryAfter = await secondsToWait(realtime, person.id);
    if (retryAfter > 0) return { ok: false, code: 'rate_limited', retryAfter };
    const outcome = await suggestForQuestion(context.db, translator, socket.data.eventId, id);
    return outcome.ok || outcome.code !== 'busy' ? outcome : { ...outcome, retryAfter: 2 };
  });
}

async function secondsToWait(realtime: Realtime, personId: string): Promise<number> {
  const limiter =
    limiters.get(realtime) ?? new RateLimiterMemory({ points: PER_MINUTE, duration: 60 });
  limiters.set(realtime, limiter);
  return limiter.consume(personId).then(
    () => 0,
    (refusal: unknown) => {
      if (refusal instanceof RateLimiterRes) return Math.ceil(refusal.msBeforeNext / 1_000);
      throw refusal;
    }
  );
}
