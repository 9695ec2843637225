import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { onBothDatabases } from '../../../../tests/support/databases.ts';
import { migrate } from './migrate.ts';
import { openSqlite } from './open.ts';
import type { Db, Executor } from './schema.ts';
import { inTransaction, isDiskTrouble } from './transaction.ts';

onBothDatabases('transactions of one moment', (setUp) => {
  test('are each whole or not at all: what fails takes no neighbour along', async () => {
    const { db } = await setUp();
    const outcomes = await Promise.allSettled(
      ['a', 'b', 'c', 'd'].map((name) => writeTwice(db, name, name === 'b'))
    );
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled'
    ]);
    expect(await names(db)).toEqual(['a-1', 'a-2', 'c-1', 'c-2', 'd-1', 'd-2']);
  });

  test('go on when a statement is refused', async () => {
    const { db } = await setUp();
    await write(db, 'taken');
    const outcomes = await Promise.allSettled([
      writeTwice(db, 'a'),
      inTransaction(db, (trx) => write(trx, 'taken')),
      writeTwice(db, 'b')
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await names(db)).toEqual(['a-1', 'a-2', 'b-1', 'b-2', 'taken']);
  });
});

describe('a shared commit', () => {
  test('comes before any answer', async () => {
    const { db, other } = await sharedFile();
    const seen: number[][] = [];
    const look = async (executor: Executor) =>
      void seen.push([(await names(executor)).length, count(other)]);
    await Promise.all(
      ['a', 'b', 'c'].map((name) =>
        inTransaction(db, async (trx) => {
          await write(trx, name);
          await look(trx);
        }).then(() => seen.push([count(other)]))
      )
    );
    expect(seen).toEqual([[1, 0], [2, 0], [3, 0], [3], [3], [3]]);
  });

  test('that fails tells nobody yes, and leaves nothing', async () => {
    const { db } = await sharedFile();
    const broken = inTransaction(db, async (trx) => {
      await sql`pragma defer_foreign_keys = on`.execute(trx);
      await sql`insert into event_texts (event_id, lang, slug, search) values ('none', 'es', 'x', '')`.execute(
        trx
      );
    });
    const outcomes = await Promise.allSettled([writeTwice(db, 'a'), broken, writeTwice(db, 'b')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(await names(db)).toEqual([]);
    await writeTwice(db, 'after');
  });

  test('is made without the one for whom the disk is full', async () => {
    const { db } = await sharedFile();
    await sql.raw(`pragma max_page_count = ${await pages(db)}`).execute(db);
    const big = inTransaction(db, async (trx) => {
      await write(trx, 'big', 'x'.repeat(3_000_000));
    });
    const [a, refused, b] = await Promise.allSettled([
      writeTwice(db, 'a'),
      big,
      writeTwice(db, 'b')
    ]);
    expect([a.status, b.status]).toEqual(['fulfilled', 'fulfilled']);
    expect(refused.status === 'rejected' && isDiskTrouble(refused.reason)).toBe(true);
    expect(await names(db)).toEqual(['a-1', 'a-2', 'b-1', 'b-2']);
  });

  test('loses nothing that was answered when the process is killed', async () => {
    const { db, file } = await sharedFile();
    const answered = await writeUntilKilled(file);
    const found = new Set(await names(db));
    expect(answered.length).toBeGreaterThan(50);
    expect(answered.filter((name) => !found.has(`${name}-1`) || !found.has(`${name}-2`))).toEqual(
      []
    );
    const halves = [...found].filter(
      (name) => !found.has(name.replace(/.$/, name.endsWith('1') ? '2' : '1'))
    );
    expect(halves).toEqual([]);
  });
});

/** Another process writes many things at a time; it is killed after some answers. Returns what it had answered. */
async function writeUntilKilled(file: string): Promise<string[]> {
  const at = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
  const code = `
    const { openSqlite } = await import(${at('./open.ts')});
    const { inTransaction } = await import(${at('./transaction.ts')});
    const db = openSqlite(${JSON.stringify(file)});
    const write = (trx, name) => trx.insertInto('settings').values({ name, value: '' }).execute();
    const writeOn = async (name, turn) => {
      await inTransaction(db, async (trx) => {
        await write(trx, name + '.' + turn + '-1');
        await write(trx, name + '.' + turn + '-2');
      });
      process.stdout.write(name + '.' + turn + '\\n');
      return writeOn(name, turn + 1);
    };
    await Promise.all(Array.from({ length: 20 }, (_, name) => writeOn(name, 0)));`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    stdio: ['ignore', 'pipe', 'ignore']
  });
  let output = '';
  child.stdout.on('data', (bytes: Buffer) => {
    output += bytes.toString();
    if (output.split('\n').length > 100) child.kill('SIGKILL');
  });
  await once(child, 'close');
  return output.split('\n').slice(0, -1);
}

function writeTwice(db: Db, name: string, fails = false): Promise<void> {
  return inTransaction(db, async (trx) => {
    await write(trx, `${name}-1`);
    if (fails) throw new RangeError('half way');
    await write(trx, `${name}-2`);
  });
}

async function sharedFile(): Promise<{ db: Db; other: BetterSqlite3.Database; file: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'hub-db-'));
  const file = join(folder, 'hub.db');
  const db = openSqlite(file);
  await migrate(db);
  const other = new BetterSqlite3(file);
  onTestFinished(async () => {
    other.close();
    await db.destroy();
    rmSync(folder, { recursive: true });
  });
  return { db, other, file };
}

function count(other: BetterSqlite3.Database): number {
  return Number(other.prepare('select count(*) from settings').pluck().get());
}

async function pages(db: Db): Promise<number> {
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db);
  return (rows[0]?.page_count ?? 0) + 20;
}

async function write(executor: Executor, name: string, value = ''): Promise<void> {
  await executor.insertInto('settings').values({ name, value }).execute();
}

async function names(db: Executor): Promise<string[]> {
  return (await db.selectFrom('settings').select('name').orderBy('name').execute()).map(
    (row) => row.name
  );
}
