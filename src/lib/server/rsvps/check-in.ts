import type { DoorDecision, DoorOutcome } from '../../schema/check-in.ts';
import type { Context } from '../context.ts';
import type { Executor } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { audit } from '../staff/audit.ts';

/** A phone that was without connection for longer has no say about when somebody came. */
const LONGEST_WAIT = 24 * 60 * 60_000;
/** A phone gives up on a request that is under way for longer. */
const LONGEST_UPLOAD = 20_000;
/** One note for a while at the door, not one for each person. */
const SHIFT = 60 * 60_000;

interface Report {
  decisions: readonly DoorDecision[];
  /** The phone's clock when it sent them. */
  sent: number;
}

/**
 * Writes down who came through the door, or that it was a mistake. Deciding the same twice is once; of two
 * doors that decided differently the later one counts, however late its phone had a connection again. An upload
 * that took long makes a decision look later: what the same person decides next counts all the same. Who
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
      const before = known.get(decision.id);
      const at = timeAfter(before, staffId, timeOf(context, decision, sent));
      const isNext = before?.staff_id === staffId && before.at === at;
      return { ...decision, at, ...judge(before, { ...decision, at, isNext }) };
    });
    const written = judged.filter(({ isWritten }) => isWritten);
    if (written.length > 0) await writeDecisions(trx, context, { eventId, staffId }, written);
    if (judged.some(({ outcome }) => outcome === 'saved'))
      await noteShift(trx, context, eventId, staffId);
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

/** What one person decides next happened after what they decided before, however long that was under way. */
function timeAfter(before: Known | undefined, staffId: string, at: string): string {
  if (!before?.at || before.staff_id !== staffId || before.at <= at) return at;
  return Date.parse(before.at) - Date.parse(at) <= LONGEST_UPLOAD ? before.at : at;
}

async function readKnown(
  trx: Executor,
  eventId: string,
  decisions: readonly DoorDecision[]
): Promise<Map<string, Known>> {
  const rows = await trx
    .selectFrom('rsvps')
    .leftJoin('check_ins', 'check_ins.rsvp_id', 'rsvps.id')
    .select(['rsvps.id', 'rsvps.status'])
    .select(['check_ins.present', 'check_ins.at', 'check_ins.staff_id'])
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
  staff_id: string | null;
}

interface Judgement {
  outcome: DoorOutcome['outcome'];
  isWritten: boolean;
}

/** The same once more is known, but is written as the later one: what came in between does not undo it. */
function judge(
  known: Known | undefined,
  { present, at, isNext }: { present: boolean; at: string; isNext: boolean }
): Judgement {
  if (!known) return { outcome: 'not_found', isWritten: false };
  const isLater = known.at !== null && known.at < at;
  if ((known.present === 1) === present) return { outcome: 'known', isWritten: isLater };
  if (known.at !== null && !isLater && !isNext) return { outcome: 'known', isWritten: false };
  if (present && known.status !== 'confirmed') return { outcome: 'no_place', isWritten: false };
  return { outcome: 'saved', isWritten: true };
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
        .where(({ or, eb, ref }) =>
          or([
            eb('check_ins.at', '<', ref('excluded.at')),
            eb('check_ins.staff_id', '=', ref('excluded.staff_id'))
          ])
        )
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

/** Takes back what the door wrote before, not that somebody was in the room online. */
async function forgetPresence(trx: Executor, saved: readonly Saved[]): Promise<void> {
  await trx
    .deleteFrom('attendance')
    .where(
      'rsvp_id',
      'in',
      saved.map(({ id }) => id)
    )
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
