import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect } from 'kysely';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../src/lib/server/db/migrate.ts';
import type { Database } from '../../src/lib/server/db/schema.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A file with an empty, migrated PostgreSQL: starting from it is faster than migrating. */
    emptyPostgres: string;
  }
}

/** Before all tests: makes the database once that each suite starts from. Returns what cleans up. */
export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'encuentro-postgres-'));
  const file = join(folder, 'empty.tar');
  const pglite = new PGlite();
  const db = new Kysely<Database>({ dialect: new PGliteDialect({ pglite }) });
  await migrate(db);
  const dump = await pglite.dumpDataDir('none');
  writeFileSync(file, Buffer.from(await dump.arrayBuffer()));
  await db.destroy();
  project.provide('emptyPostgres', file);
  return () => rmSync(folder, { recursive: true, force: true });
}
