import type { Kysely } from 'kysely';

/** Interpreters may have a stream of their own, beside that of the floor. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('events')
    .addColumn('stream_channels', 'text', (c) => c.notNull().defaultTo('{}'))
    .execute();
}
