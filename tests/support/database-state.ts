import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import type { HubProcess } from './hub-process.ts';

/** Every row of a hub's database as one text, read by a connection of its own. */
export function databaseState(hub: HubProcess): string {
  const database = new BetterSqlite3(join(hub.dataDir, 'encuentro.db'), { readonly: true });
  try {
    const tables = database
      .prepare(`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`)
      .pluck()
      .all() as string[];
    return JSON.stringify(
      tables.map((table) => [table, database.prepare(`select * from "${table}"`).all()])
    );
  } finally {
    database.close();
  }
}

/** Writes to a hub's database as an operator could; for what no page of the hub does yet. */
export function changeDatabase(hub: HubProcess, sql: string, ...values: unknown[]): void {
  const database = new BetterSqlite3(join(hub.dataDir, 'encuentro.db'), { timeout: 5_000 });
  try {
    database.prepare(sql).run(...values);
  } finally {
    database.close();
  }
}
