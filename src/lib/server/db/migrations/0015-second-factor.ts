import type { Kysely } from 'kysely';

/** What a staff account has of its own: a language, a second factor, passkeys, the device of each session. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await widenUsers(db);
  await db.schema
    .alterTable('sessions')
    .addColumn('device', 'text', (c) => c.notNull().defaultTo(''))
    .execute();
  await db.schema
    .createTable('staff_recovery_codes')
    .addColumn('user_id', 'text', (c) =>
      c.notNull().references('staff_users.id').onDelete('cascade')
    )
    .addColumn('code_hash', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('staff_recovery_codes_pk', ['user_id', 'code_hash'])
    .execute();
  await db.schema
    .createTable('staff_passkeys')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('user_id', 'text', (c) =>
      c.notNull().references('staff_users.id').onDelete('cascade')
    )
    .addColumn('label', 'text', (c) => c.notNull())
    .addColumn('public_key', 'text', (c) => c.notNull())
    .addColumn('counter', 'integer', (c) => c.notNull())
    .addColumn('transports', 'text', (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('used_at', 'text')
    .execute();
  await db.schema
    .createIndex('staff_passkeys_by_user')
    .on('staff_passkeys')
    .column('user_id')
    .execute();
  await db.schema.createIndex('staff_links_by_user').on('staff_links').column('user_id').execute();
}

async function widenUsers(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('staff_users')
    .addColumn('lang', 'text', (c) => c.notNull().defaultTo('es'))
    .execute();
  await db.schema.alterTable('staff_users').addColumn('totp_sealed', 'text').execute();
  await db.schema.alterTable('staff_users').addColumn('totp_step', 'integer').execute();
}
