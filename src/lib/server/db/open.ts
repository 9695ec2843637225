import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import {
  Kysely,
  PostgresDialect,
  SqliteDialect,
  type SqliteDatabase,
  type SqliteStatement
} from 'kysely';
import type { Config } from '../config.ts';
import type { Database, Db } from './schema.ts';

/** How long a writer waits for another process inside one synchronous call, in milliseconds. */
const BUSY_TIMEOUT = 200;

/** Opens the configured database. Nothing is created or migrated but the SQLite file itself. */
export async function openDatabase(database: Config['database']): Promise<Db> {
  return database.kind === 'sqlite' ? openSqlite(database.file) : openPostgres(database.url);
}

/** Opens a SQLite file, or `:memory:`. */
export function openSqlite(file: string): Db {
  if (file !== ':memory:') createPrivately(file);
  const sqlite = new BetterSqlite3(file);
  applyPragmas(sqlite);
  return new Kysely<Database>({
    dialect: new SqliteDialect({ database: withCachedStatements(sqlite) })
  });
}

/** Only the hub's own user may read the file; SQLite gives its log the same rights. */
function createPrivately(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
}

/**
 * `synchronous` is set on every connection: better-sqlite3 is built with NORMAL for WAL, which can
 * lose acknowledged commits when the power fails, and reading it back on a fresh file still says FULL.
 */
function applyPragmas(sqlite: BetterSqlite3.Database): void {
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = FULL');
  sqlite.pragma('foreign_keys = ON');
  sqlite.pragma('secure_delete = ON');
  sqlite.pragma(`busy_timeout = ${BUSY_TIMEOUT}`);
}

/**
 * Prepares each statement once, and starts transactions as writers: a deferred transaction that
 * reads first fails with SQLITE_BUSY_SNAPSHOT, whatever the timeout, when another process wrote meanwhile.
 */
function withCachedStatements(sqlite: BetterSqlite3.Database): SqliteDatabase {
  const cache = new Map<string, BetterSqlite3.Statement>();
  return {
    prepare(sql) {
      // After some errors SQLite has rolled back by itself; a second time would hide what went wrong.
      if (sql === 'rollback' && !sqlite.inTransaction) return NOTHING;
      const text = sql === 'begin' ? 'begin immediate' : sql;
      let statement = cache.get(text);
      if (!statement) {
        statement = sqlite.prepare(text);
        if (cache.size >= 500) cache.clear();
        cache.set(text, statement);
      }
      return statement;
    },
    close() {
      sqlite.pragma('wal_checkpoint(TRUNCATE)');
      sqlite.close();
    }
  };
}

const NOTHING: SqliteStatement = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [][Symbol.iterator]()
};

/** `pg` is loaded only when it is used. */
async function openPostgres(connectionString: string): Promise<Db> {
  const { default: pg } = await import('pg');
  pg.types.setTypeParser(pg.types.builtins.INT8, Number);
  const pool = new pg.Pool({ connectionString, max: 10 });
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
}
