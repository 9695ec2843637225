import type { Executor } from '../db/schema.ts';

/** The whole outbox in four figures; instants in UTC. */
export interface OutboxHealth {
  waiting: number;
  failed: number;
  /** When the oldest mail was written that is due or was tried in vain; null when there is none. */
  oldest: string | null;
}

/** How the sending goes, in one statement. */
export async function findOutboxHealth(executor: Executor, now: Date): Promise<OutboxHealth> {
  const row = await executor
    .selectFrom('mail_outbox')
    .select(({ fn }) => [
      fn.countAll<number>().filterWhere('status', '=', 'pending').as('waiting'),
      fn.countAll<number>().filterWhere('status', '=', 'failed').as('failed'),
      fn
        .min('created_at')
        .filterWhere((eb) =>
          eb.and([
            eb('status', '=', 'pending'),
            eb.or([eb('next_at', '<=', now.toISOString()), eb('error', 'is not', null)])
          ])
        )
        .as('oldest')
    ])
    .where('status', 'in', ['pending', 'failed'])
    .executeTakeFirstOrThrow();
  return { waiting: Number(row.waiting), failed: Number(row.failed), oldest: row.oldest ?? null };
}
