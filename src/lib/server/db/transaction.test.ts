import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { onBothDatabases } from '../../../../tests/support/databases.ts';
import { migrate } from './migrate.ts';
import { openSqlite } from './open.ts';
import type { Db, Executor } from './schema.ts';
import { BusyError, inTransaction, isDiskTrouble, isUniqueViolation } from './transaction.ts';

onBothDatabases('a transaction', (setUp) => {
  test('writes all of it and gives back what the work returns', async () => {
    const { db } = await setUp();
    const result = await inTransaction(db, async (trx) => {
      await write(trx, 'one');
      await write(trx, 'two');
      return 'done';
    });
    expect(result).toBe('done');
    expect(await names(db)).toEqual(['one', 'two']);
  });

  test('leaves nothing when the work fails, and passes the failure on', async () => {
    const { db } = await setUp();
    const failing = inTransaction(db, async (trx) => {
      await write(trx, 'one');
      throw new RangeError('half way');
    });
    await expect(failing).rejects.toThrow(RangeError);
    expect(await names(db)).toEqual([]);
    await write(db, 'after');
  });

  test('tells a row that exists already from other trouble', async () => {
    const { db } = await setUp();
    await write(db, 'one');
    const error: unknown = await write(db, 'one').catch((thrown: unknown) => thrown);
    expect(isUniqueViolation(error)).toBe(true);
    expect(isDiskTrouble(error)).toBe(false);
    expect(isUniqueViolation(new Error('other'))).toBe(false);
    expect(isUniqueViolation(null)).toBe(false);
  });
});

describe('a lock that another process holds', () => {
  test('is waited for, and the work is done once', async () => {
    const { db, other } = await sharedFile();
    other.exec('begin immediate');
    setTimeout(() => other.exec('commit'), 600);
    await inTransaction(db, (trx) => write(trx, 'patient'));
    expect(await names(db)).toEqual(['patient']);
  });

  test('is busy after three seconds, with nothing written', async () => {
    const { db, other } = await sharedFile();
    other.exec('begin immediate');
    const before = performance.now();
    await expect(inTransaction(db, (trx) => write(trx, 'late'))).rejects.toThrow(BusyError);
    expect(performance.now() - before).toBeGreaterThan(2_900);
    other.exec('rollback');
    expect(await names(db)).toEqual([]);
    await inTransaction(db, (trx) => write(trx, 'after'));
  });
});

test('a full, read-only or failing disk is recognised', () => {
  for (const code of [
    'SQLITE_FULL',
    'SQLITE_READONLY',
    'SQLITE_READONLY_DBMOVED',
    'SQLITE_IOERR_WRITE',
    '53100'
  ]) {
    expect(isDiskTrouble(Object.assign(new Error('disk'), { code }))).toBe(true);
  }
  expect(isDiskTrouble(Object.assign(new Error('other'), { code: 'SQLITE_BUSY' }))).toBe(false);
});

async function sharedFile(): Promise<{ db: Db; other: BetterSqlite3.Database }> {
  const folder = mkdtempSync(join(tmpdir(), 'hub-db-'));
  const db = openSqlite(join(folder, 'hub.db'));
  await migrate(db);
  const other = new BetterSqlite3(join(folder, 'hub.db'));
  onTestFinished(async () => {
    other.close();
    await db.destroy();
    rmSync(folder, { recursive: true });
  });
  return { db, other };
}

async function write(executor: Executor, name: string): Promise<void> {
  await executor.insertInto('settings').values({ name, value: '' }).execute();
}

async function names(db: Db): Promise<string[]> {
  return (await db.selectFrom('settings').select('name').orderBy('name').execute()).map(
    (row) => row.name
  );
}
