import { isPostgres } from './migrate.ts';
import type { Db, Executor } from './schema.ts';

/**
 * Reads with several statements what the database was at one moment. Writers go on meanwhile on PostgreSQL;
 * on SQLite, where a transaction here is a writer's, they wait.
 */
export async function inSnapshot<T>(db: Db, read: (executor: Executor) => Promise<T>): Promise<T> {
  const transaction = db.transaction();
  return isPostgres(db)
    ? transaction.setIsolationLevel('repeatable read').execute(read)
    : transaction.execute(read);
}
