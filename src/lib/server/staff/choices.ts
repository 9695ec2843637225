import type { Context } from '../context.ts';
import { inTransaction } from '../db/transaction.ts';

/** What a person of staff chose before; null when nothing, or nothing that can be read. */
export async function readChoice(
  { db }: Context,
  userId: string,
  choice: string
): Promise<unknown> {
  const row = await db
    .selectFrom('staff_choices')
    .select('value')
    .where('user_id', '=', userId)
    .where('choice', '=', choice)
    .executeTakeFirst();
  return row ? parsed(row.value) : null;
}

/** Keeps how a person of staff wants to see something, in place of what they wanted before. */
export async function keepChoice(
  context: Context,
  userId: string,
  choice: string,
  value: unknown
): Promise<void> {
  const kept = JSON.stringify(value);
  await inTransaction(context.db, (trx) =>
    trx
      .insertInto('staff_choices')
      .values({ user_id: userId, choice, value: kept })
      .onConflict((conflict) =>
        conflict.columns(['user_id', 'choice']).doUpdateSet({ value: kept })
      )
      .execute()
  );
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
}
