import { sql } from 'kysely';
import type { Db } from '../db/schema.ts';
import { isPostgres } from '../db/migrate.ts';

/** SQLite overwrites deleted rows (`secure_delete`) but keeps old pages in the log until it is emptied. */
export async function forgetOldPages(db: Db): Promise<void> {
  if (!isPostgres(db)) await sql`pragma wal_checkpoint(truncate)`.execute(db);
}
