import type { Kysely } from 'kysely';

/** Who came through the door, what each of the team wants to see of a list, and a list of RSVPs by their time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('check_ins')
    .addColumn('rsvp_id', 'text', (c) => c.primaryKey().references('rsvps.id').onDelete('cascade'))
    .addColumn('event_id', 'text', (c) => c.notNull().references('events.id').onDelete('cascade'))
    .addColumn('present', 'integer', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('staff_id', 'text', (c) => c.references('staff_users.id').onDelete('set null'))
    .addColumn('saved_at', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('check_ins_by_event')
    .on('check_ins')
    .columns(['event_id', 'saved_at'])
    .execute();
  await db.schema
    .createTable('staff_choices')
    .addColumn('user_id', 'text', (c) =>
      c.notNull().references('staff_users.id').onDelete('cascade')
    )
    .addColumn('choice', 'text', (c) => c.notNull())
    .addColumn('value', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('staff_choices_pk', ['user_id', 'choice'])
    .execute();
  await db.schema
    .createIndex('rsvps_by_time')
    .on('rsvps')
    .columns(['event_id', 'created_at', 'id'])
    .execute();
  await db.schema
    .createIndex('rsvps_by_change')
    .on('rsvps')
    .columns(['event_id', 'updated_at'])
    .execute();
}
