import { randomUUID } from 'node:crypto';
import { sql, type Selectable } from 'kysely';
import type { Signal } from '../../realtime/protocol.ts';
import type { SignalInput } from '../../schema/panel.ts';
import type { Context } from '../context.ts';
import type { Database, Executor, Trx } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { PUBLIC_STATUSES } from '../../schema/question-states.ts';
import { lockRoom } from '../rooms/room-log.ts';
import { overBefore } from './forget-panel.ts';

/** What stays on the screens: everything unseen, and the last that were seen. */
const LISTED_MAX = 40;

export type SignalOutcome =
  { ok: true; signal: Signal; signals: Signal[] } | { ok: false; code: 'closed' | 'not_found' };

/**
 * Tells the moderators of an event something by one button. The same signal again, while nobody has
 * seen it, is the same signal. Refuses with `closed` once the event is over, and with `not_found` for a
 * question that is not public in this event.
 */
export async function sendSignal(
  context: Context,
  eventId: string,
  from: string,
  input: SignalInput
): Promise<SignalOutcome> {
  return inTransaction(context.db, async (trx) => {
    await lockRoom(trx, eventId);
    if (await isOver(trx, context, eventId)) return { ok: false, code: 'closed' };
    if (input.question && !(await isShown(trx, eventId, input.question)))
      return { ok: false, code: 'not_found' };
    const row =
      (await unseenSignal(trx, eventId, from, input)) ??
      (await insertSignal(trx, context, eventId, from, input));
    return { ok: true, signal: signalView(row), signals: await listSignals(trx, eventId) };
  });
}

/** A moderator has seen a signal; who saw it first stays. Refuses an unknown one with `not_found`. */
export async function markSignalSeen(
  context: Context,
  eventId: string,
  moderator: string,
  id: string
): Promise<SignalOutcome> {
  return inTransaction(context.db, async (trx) => {
    await trx
      .updateTable('panel_signals')
      .set({ seen_at: context.now().toISOString(), seen_by: moderator })
      .where('id', '=', id)
      .where('event_id', '=', eventId)
      .where('seen_at', 'is', null)
      .execute();
    const row = await trx
      .selectFrom('panel_signals')
      .selectAll()
      .where('id', '=', id)
      .where('event_id', '=', eventId)
      .executeTakeFirst();
    if (!row) return { ok: false, code: 'not_found' };
    return { ok: true, signal: signalView(row), signals: await listSignals(trx, eventId) };
  });
}

/** The signals of an event, oldest first: all that are unseen, then as many seen ones as there is room for. */
export async function listSignals(executor: Executor, eventId: string): Promise<Signal[]> {
  const rows = await executor
    .selectFrom('panel_signals')
    .selectAll()
    .where('event_id', '=', eventId)
    .orderBy(sql`case when seen_at is null then 0 else 1 end`)
    .orderBy('at', 'desc')
    .orderBy('id')
    .limit(LISTED_MAX)
    .execute();
  return rows.map(signalView).sort((a, b) => a.at.localeCompare(b.at) || a.id.localeCompare(b.id));
}

async function isOver(trx: Trx, context: Context, eventId: string): Promise<boolean> {
  const event = await trx
    .selectFrom('events')
    .select(['status', 'ends_at'])
    .where('id', '=', eventId)
    .executeTakeFirstOrThrow();
  return (
    event.status === 'ended' || event.status === 'cancelled' || event.ends_at < overBefore(context)
  );
}

/** Everybody who hears a signal may know the question that it names. */
async function isShown(trx: Trx, eventId: string, id: string): Promise<boolean> {
  const row = await trx
    .selectFrom('questions')
    .select('id')
    .where('id', '=', id)
    .where('event_id', '=', eventId)
    .where('audience', '=', 'public')
    .where('status', 'in', PUBLIC_STATUSES)
    .executeTakeFirst();
  return row !== undefined;
}

type SignalRow = Selectable<Database['panel_signals']>;

function unseenSignal(
  trx: Trx,
  eventId: string,
  from: string,
  { kind, question }: SignalInput
): Promise<SignalRow | undefined> {
  return trx
    .selectFrom('panel_signals')
    .selectAll()
    .where('event_id', '=', eventId)
    .where('from_name', '=', from)
    .where('kind', '=', kind)
    .where('question_id', question ? '=' : 'is', question ?? null)
    .where('seen_at', 'is', null)
    .executeTakeFirst();
}

async function insertSignal(
  trx: Trx,
  context: Context,
  eventId: string,
  from: string,
  { kind, question }: SignalInput
): Promise<SignalRow> {
  return trx
    .insertInto('panel_signals')
    .values({
      id: randomUUID(),
      event_id: eventId,
      kind,
      from_name: from,
      question_id: question ?? null,
      at: context.now().toISOString(),
      seen_at: null,
      seen_by: null
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

function signalView(row: SignalRow): Signal {
  return {
    id: row.id,
    kind: row.kind,
    from: row.from_name,
    at: row.at,
    ...(row.question_id ? { question: row.question_id } : {}),
    ...(row.seen_at ? { seenAt: row.seen_at } : {}),
    ...(row.seen_by ? { seenBy: row.seen_by } : {})
  };
}
