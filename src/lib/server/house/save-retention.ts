import type { Context } from '../context.ts';
import type { Executor, Trx } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { houseRetentionDays, shorterOf } from './retention.ts';
import { changeHouse, type HouseChange, type HouseRefusal } from './save-house.ts';

const DAY = 24 * 60 * 60 * 1000;

/** What the next nightly purge would delete under a number of days. */
export interface DueData {
  events: number;
  people: number;
}

export type RetentionOutcome =
  { ok: true; kept: number } | HouseRefusal | ({ ok: false; code: 'unsure' } & DueData);

/**
 * How many days after its end an event's personal data lives. A shorter time holds for everybody; a longer one
 * for nobody who was promised less, so their events keep what was said (`kept` counts them). Refuses (`unsure`)
 * a time by which people would be deleted next night, until the admin is `sure`.
 */
export async function saveRetention(
  context: Context,
  change: HouseChange,
  days: number,
  sure: boolean
): Promise<RetentionOutcome> {
  return inTransaction(context.db, async (trx) => {
    const before = await houseRetentionDays({ ...context, db: trx });
    const due = await dueUnder(trx, context.now(), days);
    if (!sure && days < before && due.people > 0) return { ok: false, code: 'unsure', ...due };
    const outcome = await changeHouse(trx, context, change, 'retention', { retention_days: days });
    if (!outcome.ok) return outcome;
    return { ok: true, kept: days > before ? await keepPromises(trx, before) : 0 };
  });
}

/** Events whose people were told a date by now. */
async function keepPromises(trx: Trx, days: number): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('events')
    .set({ retention_days: days })
    .where('retention_days', 'is', null)
    .where(({ or, exists, selectFrom, ref }) =>
      or(
        (['rsvps', 'rsvp_drafts'] as const).map((table) =>
          exists(
            selectFrom(table)
              .select(`${table}.id`)
              .where(`${table}.event_id`, '=', ref('events.id'))
          )
        )
      )
    )
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** An event that still holds people, and the day on which that ends. */
export interface Deletion {
  eventId: string;
  endsAt: string;
  deletedAt: string;
  people: number;
}

/** What goes when, the next first, under a number of days. */
export async function deletionsUnder(executor: Executor, days: number): Promise<Deletion[]> {
  const rows = await executor
    .selectFrom('rsvps')
    .innerJoin('events', 'events.id', 'rsvps.event_id')
    .select(({ fn }) => [
      'events.id',
      'events.ends_at',
      'events.retention_days',
      fn.countAll<number>().as('people')
    ])
    .groupBy(['events.id', 'events.ends_at', 'events.retention_days'])
    .execute();
  return rows
    .map(({ id, ends_at: endsAt, retention_days: promised, people }) => ({
      eventId: id,
      endsAt,
      deletedAt: new Date(Date.parse(endsAt) + shorterOf(days, promised) * DAY).toISOString(),
      people: Number(people)
    }))
    .sort((a, b) => a.deletedAt.localeCompare(b.deletedAt));
}

async function dueUnder(executor: Executor, now: Date, days: number): Promise<DueData> {
  const deletions = await deletionsUnder(executor, days);
  const due = deletions.filter(({ deletedAt }) => deletedAt <= now.toISOString());
  return { events: due.length, people: due.reduce((sum, { people }) => sum + people, 0) };
}
