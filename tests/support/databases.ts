import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, inject } from 'vitest';
import { randomBytes } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { readConfig } from '../../src/lib/server/config.ts';
import type { Context } from '../../src/lib/server/context.ts';
import { migrate } from '../../src/lib/server/db/migrate.ts';
import { openSqlite } from '../../src/lib/server/db/open.ts';
import type { Database, Db } from '../../src/lib/server/db/schema.ts';
import { deriveKeys } from '../../src/lib/server/privacy/keys.ts';

/** A context whose clock the test moves. */
export interface TestContext extends Context {
  setNow(iso: string): void;
}

/**
 * Runs a domain suite on SQLite in memory and on PostgreSQL in process. `setUp` is called in each
 * test and gives a fresh, migrated database.
 */
export function onBothDatabases(
  title: string,
  suite: (setUp: () => Promise<TestContext>) => void
): void {
  describe(`${title} (SQLite)`, () => {
    const opened: Db[] = [];
    afterEach(async () => {
      for (const db of opened.splice(0)) await db.destroy();
    });
    suite(async () => {
      const db = openSqlite(':memory:');
      opened.push(db);
      await migrate(db);
      return testContext(db);
    });
  });

  describe(`${title} (PostgreSQL)`, () => {
    let pglite: PGlite;
    let db: Db;
    beforeAll(async () => {
      pglite = new PGlite({ loadDataDir: await openAsBlob(inject('emptyPostgres')) });
      db = new Kysely<Database>({ dialect: new PGliteDialect({ pglite }) });
    }, 60_000);
    afterAll(async () => {
      await db.destroy();
    });
    suite(async () => {
      await emptyTables(pglite);
      return testContext(db);
    });
  });
}

/** A context on a given database with a random master key. */
export function testContext(db: Db, env: Record<string, string> = {}): TestContext {
  let now = new Date('2026-11-24T18:00:00.000Z');
  return {
    config: readConfig({ ORIGIN: 'https://hub.example.org', ...env }),
    db,
    keys: deriveKeys(randomBytes(32)),
    now: () => now,
    setNow: (iso) => (now = new Date(iso))
  };
}

async function emptyTables(pglite: PGlite): Promise<void> {
  const { rows } = await pglite.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename <> 'migrations'`
  );
  // Faster than truncating; in the role of a replica no foreign key is followed.
  await pglite.exec(
    `begin; set local session_replication_role = replica; ${rows
      .map((row) => `delete from ${row.name};`)
      .join(' ')} commit`
  );
}
