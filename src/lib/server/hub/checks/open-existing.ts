import { existsSync } from 'node:fs';
import type { Config } from '../../config.ts';
import { openDatabase } from '../../db/open.ts';
import type { Db } from '../../db/schema.ts';

/** Runs `work` on the configured database without making one. Throws when there is none. */
export async function onExistingDatabase<T>(
  { database }: Config,
  work: (db: Db) => Promise<T>
): Promise<T> {
  if (database.kind === 'sqlite' && !existsSync(database.file)) {
    throw new Error(
      `there is no database at ${database.file}: start the hub once, or set DATA_DIR`
    );
  }
  const db = await openDatabase(database);
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}
