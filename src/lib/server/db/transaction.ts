import { setTimeout as sleep } from 'node:timers/promises';
import { commitTogether } from './group-commit.ts';
import { isPostgres } from './migrate.ts';
import type { Db, Trx } from './schema.ts';

/** How long a write may wait for another process before the caller hears that the hub is busy, in milliseconds. */
const PATIENCE = 3_000;

/** Another process kept the database locked for longer than a person should wait; nothing was written. */
export class BusyError extends Error {
  override name = 'BusyError';
}

/**
 * Runs `work` as one transaction: all of it is written or nothing, and it is on the disk when this returns.
 * `work` uses only the transaction it is given, awaits nothing but the database, and may run again when
 * another process held the lock (SQLite) or won a race (PostgreSQL serialization). On SQLite, works of one
 * moment share a commit. Throws `BusyError` after three seconds.
 */
export async function inTransaction<T>(db: Db, work: (trx: Trx) => Promise<T>): Promise<T> {
  const deadline = performance.now() + PATIENCE;
  const run = isPostgres(db)
    ? () => db.transaction().execute(work)
    : () => commitTogether(db, work);
  for (;;) {
    try {
      return await run();
    } catch (error) {
      if (!isContention(error)) throw error;
      if (performance.now() > deadline)
        throw new BusyError('the database is locked', { cause: error });
      await sleep(20 + Math.random() * 80);
    }
  }
}

const CONTENTION = new Set([
  'SQLITE_BUSY',
  'SQLITE_BUSY_SNAPSHOT',
  'SQLITE_LOCKED',
  'UNDONE_BY_NEIGHBOUR',
  '40001',
  '40P01',
  '55P03'
]);

function isContention(error: unknown): boolean {
  return CONTENTION.has(errorCode(error));
}

/** Whether a write was refused because a unique row exists already (SQLite and PostgreSQL). */
export function isUniqueViolation(error: unknown): boolean {
  return ['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY', '23505'].includes(
    errorCode(error)
  );
}

/** Whether the disk refused the write: full, read-only, or failing. */
export function isDiskTrouble(error: unknown): boolean {
  return (
    /^(SQLITE_FULL|SQLITE_READONLY|SQLITE_IOERR)/.test(errorCode(error)) ||
    errorCode(error) === '53100'
  );
}

function errorCode(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
