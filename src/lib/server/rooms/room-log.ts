import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { isPostgres } from '../db/migrate.ts';
import type { LogAudience, Trx } from '../db/schema.ts';

/** One change of a room for one audience: what became different, not its text. */
export interface LogRow {
  questionId: string | null;
  action: string;
}

/** The step of the count that rows of one transaction make for one audience. */
export interface LogStep {
  from: number;
  rev: number;
}

/**
 * Takes the room for this transaction: whoever changes it next waits until the commit, so that the
 * count in the log is the order in which things became true. SQLite has a single writer anyway.
 */
export async function lockRoom(trx: Trx, eventId: string): Promise<void> {
  if (isPostgres(trx))
    await sql`select id from events where id = ${eventId} for update`.execute(trx);
}

/** Writes the rows of each audience under the next numbers and returns the step that each made. */
export async function appendToLog(
  trx: Trx,
  context: Context,
  eventId: string,
  actor: string | null,
  rows: Record<LogAudience, LogRow[]>
): Promise<Record<LogAudience, LogStep>> {
  const { viewers_rev, staff_rev } = await trx
    .updateTable('events')
    .set((eb) => ({
      viewers_rev: eb('viewers_rev', '+', rows.viewers.length),
      staff_rev: eb('staff_rev', '+', rows.staff.length)
    }))
    .where('id', '=', eventId)
    .returning(['viewers_rev', 'staff_rev'])
    .executeTakeFirstOrThrow();
  const steps = {
    viewers: { from: viewers_rev - rows.viewers.length, rev: viewers_rev },
    staff: { from: staff_rev - rows.staff.length, rev: staff_rev }
  };
  const at = context.now().toISOString();
  const values = (['viewers', 'staff'] as const).flatMap((audience) =>
    rows[audience].map((row, index) => ({
      event_id: eventId,
      audience,
      rev: steps[audience].from + index + 1,
      question_id: row.questionId,
      action: row.action,
      actor,
      at
    }))
  );
  if (values.length > 0) await trx.insertInto('room_log').values(values).execute();
  return steps;
}
