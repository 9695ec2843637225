import type { DoorDecision, DoorOutcome } from '../../schema/check-in.ts';
import type { Context } from '../context.ts';
import type { Executor } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { audit } from '../staff/audit.ts';

/** A phone that was without connection for longer has no say about when somebody came. */
const LONGEST_WAIT = 24 * 60 * 60_000;
/** One note for a while at the door, not one for each person. */
const SHIFT = 60 * 60_000;

interface Report {
  decisions: readonly DoorDecision[];
  /** The phone's clock when it sent them. */
  sent: number;
}

/**
 * Writes down who came through the door, or that it was a mistake. Deciding the same twice is once; of two
 * doors that decided differently the later one counts, however late its phone had a connection again. Who
 * has no place (`no_place`) or is not of this event (`not_found`) is refused alone.
 */
export async function checkIn(
  context: Context,
  staffId: string,
  eventId: string,
  { decisions, sent }: Report
): Promise<DoorOutcome[]> {
  const last = lastOfEach(decisions);
  if (last.length === 0) return [];
  return await inTransaction(context.db, async (trx) => {
    const known = await readKnown(trx, eventId, last);
    const judged = last.map((decision) => {
      const at = timeOf(context, decision, sent);
      return { ...decision, at, outcome: judge(known.get(decision.id), decision.present, at) };
    });
    const saved = judged.filter(({ outcome }) => outcome === 'saved');
    if (saved.length > 0) {
      await writeDecisions(trx, context, { eventId, staffId }, saved);
      await noteShift(trx, context, eventId, staffId);
    }
    return judged.map(({ id, outcome }) => ({ id, outcome }));
  });
}

function lastOfEach(decisions: readonly DoorDecision[]): DoorDecision[] {
  const last = new Map<string, DoorDecision>();
  for (const decision of decisions)
    if (decision.at >= (last.get(decision.id)?.at ?? -Infinity)) last.set(decision.id, decision);
  return [...last.values()];
}

/** By the hub's clock: how long ago it was by the phone's, whatever that one shows. */
function timeOf(context: Context, { at }: DoorDecision, sent: number): string {
  const ago = Math.min(Math.max(0, sent - at), LONGEST_WAIT);
  return new Date(context.now().getTime() - ago).toISOString();
}

async function readKnown(
  trx: Executor,
  eventId: string,
  decisions: readonly DoorDecision[]
): Promise<Map<string, Known>> {
  const rows = await trx
    .selectFrom('rsvps')
    .leftJoin('check_ins', 'check_ins.rsvp_id', 'rsvps.id')
    .select(['rsvps.id', 'rsvps.status', 'check_ins.present', 'check_ins.at'])
    .where('rsvps.event_id', '=', eventId)
    .where(
      'rsvps.id',
      'in',
      decisions.map(({ id }) => id)
    )
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

interface Known {
  status: string;
  present: 0 | 1 | null;
  at: string | null;
}

function judge(known: Known | undefined, present: boolean, at: string): DoorOutcome['outcome'] {
  if (!known) return 'not_found';
  const same = (known.present === 1) === present;
  if (same || (known.at !== null && known.at >= at)) return 'known';
  return present && known.status !== 'confirmed' ? 'no_place' : 'saved';
}

interface Saved {
  id: string;
  present: boolean;
  at: string;
}

async function writeDecisions(
  trx: Executor,
  context: Context,
  { eventId, staffId }: { eventId: string; staffId: string },
  saved: readonly Saved[]
): Promise<void> {
  await forgetPresence(trx, saved);
  await trx
    .insertInto('check_ins')
    .values(
      saved.map(({ id, present, at }) => ({
        rsvp_id: id,
        event_id: eventId,
        present: present ? (1 as const) : (0 as const),
        at,
        staff_id: staffId,
        saved_at: context.now().toISOString()
      }))
    )
    .onConflict((conflict) =>
      conflict
        .column('rsvp_id')
        .doUpdateSet((eb) => ({
          present: eb.ref('excluded.present'),
          at: eb.ref('excluded.at'),
          staff_id: eb.ref('excluded.staff_id'),
          saved_at: eb.ref('excluded.saved_at')
        }))
        // Two doors at the same moment.
        .where('check_ins.at', '<', (eb) => eb.ref('excluded.at'))
    )
    .execute();
  const came = saved.filter(({ present }) => present);
  if (came.length === 0) return;
  await trx
    .insertInto('attendance')
    .values(
      came.map(({ id, at }) => ({ rsvp_id: id, event_id: eventId, first_seen: at, last_seen: at }))
    )
    .onConflict((conflict) => conflict.column('rsvp_id').doNothing())
    .execute();
}

/** A mistake at the door takes back what the door wrote, not that somebody was in the room online. */
async function forgetPresence(trx: Executor, saved: readonly Saved[]): Promise<void> {
  const undone = saved.filter(({ present }) => !present).map(({ id }) => id);
  if (undone.length === 0) return;
  await trx
    .deleteFrom('attendance')
    .where('rsvp_id', 'in', undone)
    .whereRef('first_seen', '=', 'last_seen')
    .where(({ eb, selectFrom }) =>
      eb(
        'first_seen',
        '=',
        selectFrom('check_ins')
          .select('check_ins.at')
          .whereRef('check_ins.rsvp_id', '=', 'attendance.rsvp_id')
      )
    )
    .execute();
}

async function noteShift(
  trx: Executor,
  context: Context,
  eventId: string,
  actor: string
): Promise<void> {
  const noted = await trx
    .selectFrom('audit_log')
    .select('id')
    .where('event_id', '=', eventId)
    .where('what', '=', 'attendees_checked_in')
    .where('actor', '=', actor)
    .where('at', '>', new Date(context.now().getTime() - SHIFT).toISOString())
    .executeTakeFirst();
  if (!noted) await audit(trx, context, { actor, what: 'attendees_checked_in', eventId });
}
