import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { isPostgres } from '../db/migrate.ts';
import type { Trx } from '../db/schema.ts';
import { removeOrphanedMailFiles } from '../mail/mail-folder.ts';

const TRIES = 5;
const PAUSE = 100;
/** How long the clock looks again after an erasure: a mail that was on its way, a reader that held the log. */
const AFTERMATH = 5 * 60_000;

/**
 * SQLite overwrites deleted rows (`secure_delete`) but keeps old pages in the log until it is emptied.
 * False when another process was reading all the while; the clock tries again.
 */
export async function forgetOldPages({ db }: Pick<Context, 'db'>): Promise<boolean> {
  if (isPostgres(db)) return true;
  for (let left = TRIES; left > 0; left--) {
    const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(db);
    if (rows[0]?.busy !== 1) return true;
    await sleep(PAUSE);
  }
  return false;
}

/** Leaves word for the clock, in the transaction that deleted people. */
export async function noteErasure(trx: Trx, context: Context): Promise<void> {
  const value = context.now().toISOString();
  await trx
    .insertInto('settings')
    .values({ name: 'last_erasure', value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}

/** Every minute for a while after people were deleted: what the moment itself could not reach goes too. */
export async function finishErasure(context: Context): Promise<void> {
  const last = await context.db
    .selectFrom('settings')
    .select('value')
    .where('name', '=', 'last_erasure')
    .executeTakeFirst();
  if (!last || context.now().getTime() - Date.parse(last.value) > AFTERMATH) return;
  await removeOrphanedMailFiles(context);
  await forgetOldPages(context);
}
