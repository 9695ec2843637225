import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { migrate } from './migrate.ts';
import { openDatabase, openSqlite } from './open.ts';
import type { Db } from './schema.ts';

const CANARY = 'zz-canario-que-nadie-debe-encontrar';

describe('a SQLite file', () => {
  test('keeps every promise after it was written, closed and opened again', async () => {
    const file = newFile();
    const first = openSqlite(file);
    await migrate(first);
    await first.destroy();
    const db = openSqlite(file);
    await writeSetting(db);
    expect(await pragma(db, 'journal_mode')).toBe('wal');
    expect(await pragma(db, 'synchronous')).toBe(2);
    expect(await pragma(db, 'foreign_keys')).toBe(1);
    expect(await pragma(db, 'secure_delete')).toBe(1);
    expect(await pragma(db, 'busy_timeout')).toBe(200);
    await db.destroy();
  });

  test('forgets the bytes of a deleted row', async () => {
    const file = newFile();
    const db = openSqlite(file);
    await migrate(db);
    await writeSetting(db);
    await db.deleteFrom('settings').execute();
    await db.destroy();
    expect(readFileSync(file).includes(CANARY)).toBe(false);
    expect(existsSync(`${file}-wal`)).toBe(false);
  });

  test('would remember them without secure_delete', async () => {
    const file = newFile();
    const db = openSqlite(file);
    await sql`pragma secure_delete = off`.execute(db);
    await migrate(db);
    await writeSetting(db);
    await db.deleteFrom('settings').execute();
    await db.destroy();
    expect(readFileSync(file).includes(CANARY)).toBe(true);
  });

  test('is found in a folder that is made for its owner alone', async () => {
    const folder = join(newFile(), '..', 'new', 'data');
    const db = await openDatabase({ kind: 'sqlite', file: join(folder, 'hub.db') });
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    await db.destroy();
  });

  test('begins transactions as the only writer', async () => {
    const file = newFile();
    const [one, two] = [openSqlite(file), openSqlite(file)];
    await migrate(one);
    await one.transaction().execute(async (trx) => {
      await trx.selectFrom('settings').selectAll().execute();
      await expect(two.transaction().execute(async () => undefined)).rejects.toMatchObject({
        code: 'SQLITE_BUSY'
      });
    });
    await Promise.all([one.destroy(), two.destroy()]);
  });
});

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hub-db-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'hub.db');
}

async function writeSetting(db: Db): Promise<void> {
  await db.insertInto('settings').values({ name: 'canary', value: CANARY }).execute();
}

async function pragma(db: Db, name: string): Promise<unknown> {
  const { rows } = await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(db);
  return Object.values(rows[0] ?? {})[0];
}
