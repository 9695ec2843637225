import { closeSync, openSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import type { OnProgress } from '../on-progress.ts';

/** Pages of one step: a running hub answers between two of them. */
const STEP = 250;
const COUNTED = ['events', 'rsvps', 'questions', 'staff_users'] as const;

export interface CopiedDatabase {
  /** The newest migration, by which an older program knows that it is too old. */
  schema: string;
  /** Rows of the tables that people would miss first. */
  rows: Record<(typeof COUNTED)[number], number>;
}

/**
 * Copies a database as it was at one moment, while others write to it. The moment is held by a read
 * transaction: without one, each commit of another process would make the copy begin again
 * (https://sqlite.org/c3ref/backup_finish.html, "concurrent usage").
 */
export async function copySqlite(
  from: string,
  to: string,
  onProgress?: OnProgress
): Promise<CopiedDatabase> {
  closeSync(openSync(to, 'wx', 0o600));
  const source = new BetterSqlite3(from, { fileMustExist: true });
  try {
    source.exec('begin');
    const copied = describe(source);
    await source.backup(to, {
      progress({ totalPages, remainingPages }) {
        onProgress?.(totalPages - remainingPages, totalPages);
        return STEP;
      }
    });
    source.exec('rollback');
    return copied;
  } finally {
    source.close();
  }
}

function describe(db: BetterSqlite3.Database): CopiedDatabase {
  const rows = Object.fromEntries(
    COUNTED.map((table) => [
      table,
      Number(db.prepare(`select count(*) from ${table}`).pluck().get())
    ])
  );
  return {
    schema: String(db.prepare('select max(name) from migrations').pluck().get()),
    rows: rows as CopiedDatabase['rows']
  };
}
