import type { Context } from '../context.ts';
import type { Executor } from '../db/schema.ts';
import { eventsWithRole, ORGANIZING } from '../staff/access.ts';

/** The events whose people somebody of staff sees to: all, or some; null for who organizes none. */
export type PeopleReach = 'all' | readonly string[] | null;

export async function reachOf(executor: Executor, staffId: string): Promise<PeopleReach> {
  return eventsWithRole(executor, staffId, ORGANIZING);
}

/** Who organizes some events only may change a person only while no other event has them. */
export async function mayChangePerson(
  executor: Executor,
  reach: PeopleReach,
  personId: string
): Promise<boolean> {
  if (reach === null || reach === 'all') return reach === 'all';
  const elsewhere = await executor
    .selectFrom('event_people')
    .innerJoin('events', 'events.id', 'event_people.event_id')
    .select('events.id')
    .where('person_id', '=', personId)
    .where('events.rehearsal_of', 'is', null)
    .where('events.id', 'not in', reach)
    .executeTakeFirst();
  return elsewhere === undefined;
}

/** Whether somebody of staff organizes anything at all, and so finds the people of the house. */
export async function organizesAny({ db }: Pick<Context, 'db'>, staffId: string): Promise<boolean> {
  return (await reachOf(db, staffId)) !== null;
}
