import { join } from 'node:path';
import BetterSqlite3, { type Database, type Options } from 'better-sqlite3';
import type { HubProcess } from './hub-process.ts';

/** Opens the database of a hub, beside the hub itself, for as long as `work` takes. */
export function withHubDatabase<Result>(
  hub: HubProcess,
  work: (database: Database) => Result,
  options: Options = {}
): Result {
  const path = join(hub.dataDir, 'encuentro.db');
  const database = new BetterSqlite3(path, { timeout: 5_000, ...options });
  try {
    return work(database);
  } finally {
    database.close();
  }
}

/** Every row of a hub's database as one text. */
export function databaseState(hub: HubProcess): string {
  return JSON.stringify(
    readTables(hub, (database, table) => database.prepare(`select * from "${table}"`).all())
  );
}

/** How many rows each table has, in the file itself. */
export function countRows(hub: HubProcess): Record<string, number> {
  const counts = readTables(hub, (database, table) =>
    Number(database.prepare(`select count(*) from "${table}"`).pluck().get())
  );
  return Object.fromEntries(counts);
}

/** Writes to a hub's database as an operator could; for what no page of the hub does yet. */
export function changeDatabase(hub: HubProcess, sql: string, ...values: unknown[]): void {
  withHubDatabase(hub, (database) => database.prepare(sql).run(...values));
}

function readTables<Found>(
  hub: HubProcess,
  read: (database: Database, table: string) => Found
): [string, Found][] {
  return withHubDatabase(
    hub,
    (database) => {
      const tables = database
        .prepare(`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`)
        .pluck()
        .all() as string[];
      return tables.map((table) => [table, read(database, table)]);
    },
    { readonly: true }
  );
}
