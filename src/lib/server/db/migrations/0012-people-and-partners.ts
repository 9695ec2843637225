import { sql, type Kysely } from 'kysely';
import { foldText } from '../../../schema/text.ts';

/** People with a picture and a life story, partner organisations with links of their own, editions of a series. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await widenPeople(db);
  await fillSearch(db);
  await partners(db);
  await sources(db);
  await series(db);
}

async function widenPeople(db: Kysely<unknown>): Promise<void> {
  for (const column of ['photo', 'updated_at', 'updated_by'])
    await db.schema.alterTable('people').addColumn(column, 'text').execute();
  await db.schema
    .alterTable('people')
    .addColumn('search', 'text', (c) => c.notNull().defaultTo(''))
    .execute();
  await db.schema
    .alterTable('people')
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  for (const column of ['pronouns', 'bio', 'photo_alt'])
    await db.schema
      .alterTable('person_texts')
      .addColumn(column, 'text', (c) => c.notNull().defaultTo(''))
      .execute();
  await db.schema.createIndex('people_by_search').on('people').columns(['search', 'id']).execute();
  await db.schema
    .createIndex('event_people_by_person')
    .on('event_people')
    .column('person_id')
    .execute();
}

async function fillSearch(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{
    id: string;
    name: string;
  }>`select id, name from people`.execute(db);
  for (const { id, name } of rows) {
    const { rows: texts } = await sql<{
      role: string;
    }>`select role from person_texts where person_id = ${id} order by lang`.execute(db);
    const search = foldText([name, ...texts.map((text) => text.role)].join('\n'));
    await sql`update people set search = ${search} where id = ${id}`.execute(db);
  }
}

async function partners(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('partners')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('slug', 'text', (c) => c.notNull().unique())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('url', 'text')
    .addColumn('created_at', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('event_partners')
    .addColumn('event_id', 'text', (c) => c.notNull().references('events.id').onDelete('cascade'))
    .addColumn('partner_id', 'text', (c) =>
      c.notNull().references('partners.id').onDelete('cascade')
    )
    .addColumn('position', 'integer', (c) => c.notNull())
    .addColumn('listed', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('event_partners_pk', ['event_id', 'partner_id'])
    .execute();
}

async function sources(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('rsvps').addColumn('source', 'text').execute();
  await db.schema
    .createTable('source_counts')
    .addColumn('event_id', 'text', (c) => c.notNull().references('events.id').onDelete('cascade'))
    .addColumn('source', 'text', (c) => c.notNull())
    .addColumn('rsvps', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('source_counts_pk', ['event_id', 'source'])
    .execute();
}

async function series(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('events').addColumn('series_id', 'text').execute();
  await db.schema
    .createIndex('events_by_series')
    .on('events')
    .columns(['series_id', 'starts_at'])
    .execute();
}
