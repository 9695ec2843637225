import type { Kysely } from 'kysely';

/** What staff and operators did. Entries outlive the event and the person that they name. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('audit_log')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('actor', 'text')
    .addColumn('actor_name', 'text', (c) => c.notNull())
    .addColumn('what', 'text', (c) => c.notNull())
    .addColumn('event_id', 'text')
    .addColumn('subject_kind', 'text')
    .addColumn('subject_id', 'text')
    .addColumn('detail', 'text', (c) => c.notNull())
    .execute();
  for (const [name, ...first] of [
    ['audit_log_by_time'],
    ['audit_log_by_actor', 'actor'],
    ['audit_log_by_event', 'event_id'],
    ['audit_log_by_deed', 'what']
  ] as [string, ...string[]][])
    await db.schema
      .createIndex(name)
      .on('audit_log')
      .columns([...first, 'at', 'id'])
      .execute();
}
