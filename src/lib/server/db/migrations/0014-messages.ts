import { sql, type ColumnDefinitionBuilder, type Kysely } from 'kysely';

/** Messages of organizers to many people at once, and an outbox in which they never delay a confirmation. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await messages(db);
  await outbox(db);
  await db.schema
    .alterTable('rsvps')
    .addColumn('quiet', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
}

async function messages(db: Kysely<unknown>): Promise<void> {
  const count = (c: ColumnDefinitionBuilder) => c.notNull().defaultTo(0);
  await db.schema
    .createTable('messages')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('event_id', 'text', (c) => c.notNull().references('events.id').onDelete('cascade'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('selection_sealed', 'text')
    .addColumn('subject_es', 'text', (c) => c.notNull().defaultTo(''))
    .addColumn('subject_en', 'text', (c) => c.notNull().defaultTo(''))
    .addColumn('body_es', 'text', (c) => c.notNull().defaultTo(''))
    .addColumn('body_en', 'text', (c) => c.notNull().defaultTo(''))
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .addColumn('created_by', 'text', (c) => c.references('staff_users.id').onDelete('set null'))
    .addColumn('changed_by', 'text', (c) => c.references('staff_users.id').onDelete('set null'))
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('changed_at', 'text', (c) => c.notNull())
    .addColumn('started_at', 'text')
    .addColumn('until', 'text')
    .addColumn('finished_at', 'text')
    .addColumn('cursor', 'text')
    .addColumn('queued', 'integer', count)
    .addColumn('total', 'integer')
    .addColumn('sent', 'integer', count)
    .addColumn('failed', 'integer', count)
    .execute();
  await db.schema
    .createIndex('messages_by_event')
    .on('messages')
    .columns(['event_id', 'created_at'])
    .execute();
  await db.schema.createIndex('messages_by_status').on('messages').column('status').execute();
}

async function outbox(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('mail_outbox')
    .addColumn('message_id', 'text', (c) => c.references('messages.id').onDelete('cascade'))
    .execute();
  await db.schema
    .alterTable('mail_outbox')
    .addColumn('bulk', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema.dropIndex('mail_outbox_due').execute();
  await db.schema
    .createIndex('mail_outbox_by_turn')
    .on('mail_outbox')
    .columns(['status', 'bulk', 'next_at', 'created_at'])
    .execute();
  await db.schema
    .createIndex('mail_outbox_by_message')
    .on('mail_outbox')
    .columns(['message_id', 'status'])
    .where(sql.ref('message_id'), 'is not', null)
    .execute();
}
