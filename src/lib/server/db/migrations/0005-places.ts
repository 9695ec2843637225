import { sql, type Kysely } from 'kysely';

/** Parties and pools: an RSVP takes one to five seats, in the room or on the stream; every move of a seat is kept. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await widenRsvps(db);
  await db.schema.alterTable('events').addColumn('stream_capacity', 'integer').execute();
  await seatLog(db);
}

async function widenRsvps(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('rsvps')
    .addColumn('seats', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
  await db.schema
    .alterTable('rsvps')
    .addColumn('pool', 'text', (c) => c.notNull().defaultTo('stream'))
    .execute();
  await db.schema.alterTable('rsvps').addColumn('zone_sealed', 'text').execute();
  await sql`update rsvps set pool = 'room' where event_id in (select event_id from event_texts where place is not null)`.execute(
    db
  );
  // Counting seats reads this index only, however many columns an RSVP has.
  await db.schema
    .createIndex('rsvps_by_seats')
    .on('rsvps')
    .columns(['event_id', 'status', 'pool', 'seats'])
    .execute();
}

async function seatLog(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('seat_log')
    .addColumn('event_id', 'text', (c) => c.notNull().references('events.id').onDelete('cascade'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('rsvp_id', 'text', (c) => c.references('rsvps.id').onDelete('set null'))
    .addColumn('what', 'text', (c) => c.notNull())
    .addColumn('pool', 'text', (c) => c.notNull())
    .addColumn('seats', 'integer')
    .addColumn('taken_after', 'integer', (c) => c.notNull())
    .addColumn('by', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('seat_log_pk', ['event_id', 'number'])
    .execute();
  await db.schema.createIndex('seat_log_by_rsvp').on('seat_log').column('rsvp_id').execute();
}
