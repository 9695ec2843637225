import { sql } from 'kysely';
import type { Config } from '../../config.ts';
import { schemaDifferences } from '../../db/migrate.ts';
import type { Db } from '../../db/schema.ts';
import { onExistingDatabase } from './open-existing.ts';

/** The database opens, is whole and has the schema of this version. */
export async function checkDatabase(config: Config): Promise<string> {
  return onExistingDatabase(config, async (db) => {
    const pending = await schemaDifferences(db);
    if (pending.length > 0)
      throw new Error(`not migrated (${pending.join(', ')}): start the hub once`);
    if (config.database.kind === 'sqlite') await checkPages(db);
    const { events } = await db
      .selectFrom('events')
      .select(({ fn }) => fn.countAll<number>().as('events'))
      .where('rehearsal_of', 'is', null)
      .executeTakeFirstOrThrow();
    return `${config.database.kind}, migrated, ${events} events`;
  });
}

/** A commit that was answered survives a power cut. */
export async function checkDurability(config: Config): Promise<string> {
  return onExistingDatabase(config, (db) =>
    config.database.kind === 'sqlite' ? sqliteDurability(db) : postgresDurability(db)
  );
}

async function checkPages(db: Db): Promise<void> {
  const { rows } = await sql<{ quick_check: string }>`pragma quick_check(1)`.execute(db);
  const result = rows[0]?.quick_check;
  if (result !== 'ok') throw new Error(`the file is damaged (${result}): restore a backup`);
}

/** 2 is FULL and 3 EXTRA: see https://www.sqlite.org/pragma.html#pragma_synchronous */
async function sqliteDurability(db: Db): Promise<string> {
  const synchronous = await sql<{ synchronous: number }>`pragma synchronous`.execute(db);
  const journal = await sql<{ journal_mode: string }>`pragma journal_mode`.execute(db);
  const level = synchronous.rows[0]?.synchronous ?? 0;
  const mode = journal.rows[0]?.journal_mode;
  if (level < 2 || mode !== 'wal')
    throw new Error(
      `synchronous=${level}, journal_mode=${mode}: the file system does not allow WAL; use a local disk`
    );
  return 'synchronous=FULL, journal_mode=wal';
}

async function postgresDurability(db: Db): Promise<string> {
  const { rows } = await sql<{ synchronous_commit: string }>`show synchronous_commit`.execute(db);
  const value = rows[0]?.synchronous_commit;
  if (value === 'off')
    throw new Error(
      'synchronous_commit=off: answered RSVPs can be lost; turn it on for this database'
    );
  return `synchronous_commit=${value}`;
}
