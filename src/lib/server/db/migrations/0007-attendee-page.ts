import type { Kysely } from 'kysely';

/** What an attendee's own page needs: wishes, presence in the room, RSVPs that wait for their confirmation. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('rsvps')
    .addColumn('tell_record', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable('rsvps').addColumn('holder', 'text').execute();
  await db.schema
    .createTable('attendance')
    .addColumn('rsvp_id', 'text', (c) => c.primaryKey().references('rsvps.id').onDelete('cascade'))
    .addColumn('event_id', 'text', (c) => c.notNull().references('events.id').onDelete('cascade'))
    .addColumn('first_seen', 'text', (c) => c.notNull())
    .addColumn('last_seen', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('attendance_by_event')
    .on('attendance')
    .columns(['event_id', 'last_seen'])
    .execute();
  await db.schema
    .createTable('rsvp_drafts')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('event_id', 'text', (c) => c.notNull().references('events.id').onDelete('cascade'))
    .addColumn('email_key', 'text', (c) => c.notNull())
    .addColumn('payload_sealed', 'text', (c) => c.notNull())
    .addColumn('token_hash', 'text', (c) => c.notNull().unique())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('rsvp_drafts_by_address')
    .on('rsvp_drafts')
    .columns(['email_key', 'created_at'])
    .execute();
  await db.schema.createIndex('questions_by_rsvp').on('questions').column('rsvp_id').execute();
}
