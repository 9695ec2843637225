import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { onBothDatabases, testContext } from '../../../tests/support/databases.ts';
import { migrate } from './db/migrate.ts';
import { openSqlite } from './db/open.ts';
import { isReady } from './readiness.ts';

onBothDatabases('readiness', (setUp) => {
  test('is given with the whole schema and a database that takes writes', async () => {
    expect(await isReady(await setUp())).toBe(true);
  });
});

test('readiness is missing before the schema is there', async () => {
  const context = testContext(openSqlite(':memory:'));
  expect(await isReady(context)).toBe(false);
  await context.db.destroy();
});

test('readiness is missing when nothing can be written', async () => {
  const context = testContext(openSqlite(':memory:'));
  await migrate(context.db);
  await sql`pragma query_only = on`.execute(context.db);
  expect(await isReady(context)).toBe(false);
  await context.db.destroy();
});

test('readiness is missing once the database is closed', async () => {
  const context = testContext(openSqlite(':memory:'));
  await context.db.destroy();
  expect(await isReady(context)).toBe(false);
});
