import type { Kysely } from 'kysely';

/** What is written about an event and not published yet. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('event_drafts')
    .addColumn('event_id', 'text', (c) =>
      c.primaryKey().references('events.id').onDelete('cascade')
    )
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('changes', 'text', (c) => c.notNull())
    .addColumn('marks', 'text', (c) => c.notNull())
    .addColumn('updated_at', 'text', (c) => c.notNull())
    .addColumn('updated_by', 'text')
    .execute();
}
