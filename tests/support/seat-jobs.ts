import type { Context } from '../../src/lib/server/context.ts';
import type { Executor } from '../../src/lib/server/db/schema.ts';
import { cancelRsvp } from '../../src/lib/server/rsvps/cancel-rsvp.ts';
import { changeCapacity, saveCapacity } from '../../src/lib/server/rsvps/change-capacity.ts';
import { leavePlace } from '../../src/lib/server/rsvps/leave.ts';
import { lockRsvpByToken } from '../../src/lib/server/rsvps/locked-rsvp.ts';
import { placeAttendee, registerAttendee } from '../../src/lib/server/rsvps/register-attendee.ts';
import { sealAttendee } from '../../src/lib/server/rsvps/sealed-attendee.ts';
import { registration } from './attendees.ts';

export type SeatJob =
  | { do: 'join'; eventId: string; email: string; companions?: number }
  | { do: 'cancel'; token: string }
  | { do: 'capacity'; eventId: string; capacity: number };

/** Does one thing to the seats of an event, through the hub's own use cases or past their guard. */
export async function runSeatJob(context: Context, job: SeatJob, guard: boolean): Promise<string> {
  const outcome = guard ? await guarded(context, job) : await unguarded(context.db, context, job);
  return outcome.ok ? 'ok' : outcome.code;
}

type Outcome = { ok: true } | { ok: false; code: string };

async function guarded(context: Context, job: SeatJob): Promise<Outcome> {
  if (job.do === 'cancel') return cancelRsvp(context, job.token);
  if (job.do === 'capacity') return saveCapacity(context, job.eventId, capacityOf(job), 'import');
  return registerAttendee(context, registration(job.eventId, job));
}

/** What the use cases do inside their transaction, statement by statement outside of one. */
async function unguarded(executor: Executor, context: Context, job: SeatJob): Promise<Outcome> {
  if (job.do === 'capacity')
    return changeCapacity(executor, context, job.eventId, capacityOf(job), 'import');
  if (job.do === 'join')
    return placeAttendee(executor, context, sealAttendee(context, registration(job.eventId, job)));
  const rsvp = await lockRsvpByToken(executor, job.token);
  if (!rsvp) return { ok: false, code: 'not_found' };
  await leavePlace(executor, context, rsvp, 'cancelled');
  return { ok: true };
}

function capacityOf({ capacity }: { capacity: number }) {
  return { capacity, streamCapacity: null };
}
