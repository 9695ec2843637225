import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { onBothDatabases } from '../../../../tests/support/databases.ts';
import { MIGRATIONS, migrate, schemaDifferences, UnknownSchemaError } from './migrate.ts';

onBothDatabases('migrations', (setUp) => {
  test('are applied once', async () => {
    const { db } = await setUp();
    expect(await migrate(db)).toEqual([]);
    expect(await schemaDifferences(db)).toEqual([]);
  });

  test('leave nothing behind when one fails', async () => {
    const { db } = await setUp();
    const broken = {
      name: '9999-broken',
      async up(trx: typeof db) {
        await trx.schema.createTable('half_made').addColumn('id', 'text').execute();
        throw new Error('power cut');
      }
    };
    await expect(migrate(db, [...MIGRATIONS, broken])).rejects.toThrow('power cut');
    await expect(sql`select * from half_made`.execute(db)).rejects.toThrow();
    expect(await migrate(db)).toEqual([]);
  });

  test('refuse a database of a newer version', async () => {
    const { db } = await setUp();
    await sql`insert into migrations (name, applied_at) values ('9998-future', '2030-01-01')`.execute(
      db
    );
    await expect(migrate(db)).rejects.toThrow(UnknownSchemaError);
    expect(await schemaDifferences(db)).toEqual(['9998-future']);
    await sql`delete from migrations where name = '9998-future'`.execute(db);
  });
});
