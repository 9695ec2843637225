import { existsSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';

/**
 * Takes a SQLite file for this process alone, and returns the function that gives it back; null while
 * anybody else has it open. Leaving the log mode is what SQLite allows to the only connection
 * (https://sqlite.org/wal.html, "Persistence of WAL mode"); the next start goes back to it.
 */
export function holdAlone(file: string): (() => void) | null {
  if (!existsSync(file)) return () => undefined;
  const db = new BetterSqlite3(file, { fileMustExist: true, timeout: 0 });
  try {
    db.pragma('locking_mode = EXCLUSIVE');
    db.pragma('journal_mode = DELETE');
    db.exec('begin exclusive; commit');
    return () => db.close();
  } catch (error) {
    db.close();
    if (isBusy(error)) return null;
    // Too damaged to be opened, which is what a backup is for.
    return () => undefined;
  }
}

function isBusy(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && /^SQLITE_(BUSY|LOCKED)/.test(String(error.code))
  );
}
