import type { Kysely } from 'kysely';

/** The staff's view of the outbox, and the purge, look mails up by event. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('mail_outbox_by_event')
    .on('mail_outbox')
    .columns(['event_id', 'status'])
    .execute();
}
