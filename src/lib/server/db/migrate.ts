import { sql } from 'kysely';
import type { Db, Executor, Trx } from './schema.ts';
import * as house from './migrations/0001-house.ts';
import * as questionLife from './migrations/0002-question-life.ts';
import * as places from './migrations/0005-places.ts';
import * as mailLife from './migrations/0006-mail-life.ts';
import * as attendeePage from './migrations/0007-attendee-page.ts';
import * as audit from './migrations/0010-audit.ts';
import * as drafts from './migrations/0011-drafts.ts';
import * as attendees from './migrations/0013-attendees.ts';
import * as messages from './migrations/0014-messages.ts';
import * as secondFactor from './migrations/0015-second-factor.ts';
import * as peopleAndPartners from './migrations/0012-people-and-partners.ts';
import * as houseSettings from './migrations/0016-house-settings.ts';
import * as streamChannels from './migrations/0017-stream-channels.ts';

interface Migration {
  name: string;
  up(db: Executor): Promise<void>;
}

/** In order; a name that has been published is never changed. */
export const MIGRATIONS: readonly Migration[] = [
  { name: '0001-house', up: house.up },
  { name: '0002-question-life', up: questionLife.up },
  { name: '0005-places', up: places.up },
  { name: '0006-mail-life', up: mailLife.up },
  { name: '0007-attendee-page', up: attendeePage.up },
  { name: '0010-audit', up: audit.up },
  { name: '0011-drafts', up: drafts.up },
  { name: '0012-people-and-partners', up: peopleAndPartners.up },
  { name: '0013-attendees', up: attendees.up },
  { name: '0014-messages', up: messages.up },
  { name: '0015-second-factor', up: secondFactor.up },
  { name: '0016-house-settings', up: houseSettings.up },
  { name: '0017-stream-channels', up: streamChannels.up }
];

/** The database was written by a newer version of the program. */
export class UnknownSchemaError extends Error {
  constructor(name: string) {
    super(
      `the database has migration ${name}, which this version does not know: start the newer version, or restore a backup`
    );
    this.name = 'UnknownSchemaError';
  }
}

/**
 * Brings the schema to the newest version, each migration in one transaction of its own.
 * Returns the names it applied. Throws `UnknownSchemaError` and changes nothing when the database is newer.
 */
export async function migrate(
  db: Db,
  migrations: readonly Migration[] = MIGRATIONS
): Promise<string[]> {
  await db.schema
    .createTable('migrations')
    .ifNotExists()
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('applied_at', 'text', (column) => column.notNull())
    .execute();
  const applied: string[] = [];
  for (const migration of migrations) {
    if (await db.transaction().execute((trx) => applyOnce(trx, migration, migrations)))
      applied.push(migration.name);
  }
  return applied;
}

/** Migrations that are missing, or that only a newer program knows; none when the schema is this version's. */
export async function schemaDifferences(db: Db): Promise<string[]> {
  const done = await appliedNames(db);
  const known = new Set(MIGRATIONS.map((migration) => migration.name));
  return [...known]
    .filter((name) => !done.has(name))
    .concat([...done].filter((name) => !known.has(name)));
}

async function applyOnce(
  trx: Trx,
  migration: Migration,
  all: readonly Migration[]
): Promise<boolean> {
  await lockOutOtherProcesses(trx);
  const done = await appliedNames(trx);
  const unknown = [...done].find((name) => !all.some((known) => known.name === name));
  if (unknown) throw new UnknownSchemaError(unknown);
  if (done.has(migration.name)) return false;
  await migration.up(trx);
  await sql`insert into migrations (name, applied_at) values (${migration.name}, ${new Date().toISOString()})`.execute(
    trx
  );
  return true;
}

async function appliedNames(db: Executor): Promise<Set<string>> {
  const { rows } = await sql<{ name: string }>`select name from migrations order by name`.execute(
    db
  );
  return new Set(rows.map((row) => row.name));
}

/** SQLite transactions here begin as the only writer; PostgreSQL needs a lock of its own. */
async function lockOutOtherProcesses(trx: Trx): Promise<void> {
  if (isPostgres(trx)) await sql`select pg_advisory_xact_lock(20261124)`.execute(trx);
}

/** Tells the two databases apart where their locking differs. */
export function isPostgres(db: Executor): boolean {
  return db.getExecutor().adapter.supportsTransactionalDdl === true;
}
