import type { Kysely } from 'kysely';

/** What admins decide about the whole house, how its jobs fare, and what an event's people were promised. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('house')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name_es', 'text')
    .addColumn('name_en', 'text')
    .addColumn('accent_light', 'text')
    .addColumn('accent_dark', 'text')
    .addColumn('retention_days', 'integer')
    .addColumn('logo', 'text')
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .addColumn('changed_by', 'text')
    .execute();
  await db.schema
    .createTable('house_pictures')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('png', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('job_runs')
    .addColumn('job', 'text', (c) => c.primaryKey())
    .addColumn('ran_at', 'text', (c) => c.notNull())
    .addColumn('trouble', 'text')
    .addColumn('trouble_at', 'text')
    .execute();
  await db.schema.alterTable('events').addColumn('retention_days', 'integer').execute();
}
