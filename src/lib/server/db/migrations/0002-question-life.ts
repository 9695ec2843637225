import type { Kysely } from 'kysely';

/** The whole life of a question: merging, labels, history for undo, notes, replies, claims, standing of viewers. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await widen(db);
  await aboutQuestions(db);
  await aboutPanels(db);
}

async function widen(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('questions').addColumn('merged_into', 'text').execute();
  await db.schema
    .alterTable('questions')
    .addColumn('labels', 'text', (c) => c.notNull().defaultTo('[]'))
    .execute();
  await db.schema.alterTable('questions').addColumn('panelist_id', 'text').execute();
  await db.schema
    .alterTable('questions')
    .addColumn('flags', 'text', (c) => c.notNull().defaultTo('[]'))
    .execute();
  await db.schema
    .createIndex('questions_by_target')
    .on('questions')
    .column('merged_into')
    .execute();
  await db.schema
    .alterTable('events')
    .addColumn('translation_policy', 'text', (c) => c.notNull().defaultTo('optional'))
    .execute();
  await db.schema
    .alterTable('events')
    .addColumn('slow_seconds', 'integer', (c) => c.notNull().defaultTo(10))
    .execute();
  await db.schema.alterTable('events').addColumn('rehearsal_of', 'text').execute();
  await db.schema
    .alterTable('viewers')
    .addColumn('standing', 'text', (c) => c.notNull().defaultTo('free'))
    .execute();
}

async function aboutQuestions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('question_history')
    .addColumn('question_id', 'text', (c) =>
      c.notNull().references('questions.id').onDelete('cascade')
    )
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('state_sealed', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('question_history_pk', ['question_id', 'version'])
    .execute();
  await db.schema
    .createTable('question_messages')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('question_id', 'text', (c) =>
      c.notNull().references('questions.id').onDelete('cascade')
    )
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('staff_id', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('question_messages_by_question')
    .on('question_messages')
    .columns(['question_id', 'at'])
    .execute();
  await db.schema
    .createTable('question_claims')
    .addColumn('question_id', 'text', (c) =>
      c.primaryKey().references('questions.id').onDelete('cascade')
    )
    .addColumn('staff_id', 'text', (c) => c.notNull())
    .addColumn('until', 'text', (c) => c.notNull())
    .execute();
}

async function aboutPanels(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('panel_links')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('event_id', 'text', (c) => c.notNull().references('events.id').onDelete('cascade'))
    .addColumn('person_id', 'text')
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('token_hash', 'text', (c) => c.notNull().unique())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('revoked_at', 'text')
    .execute();
  await db.schema
    .createTable('panel_signals')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('event_id', 'text', (c) => c.notNull().references('events.id').onDelete('cascade'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('from_name', 'text', (c) => c.notNull())
    .addColumn('question_id', 'text')
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('seen_at', 'text')
    .addColumn('seen_by', 'text')
    .execute();
  await db.schema
    .createIndex('panel_signals_by_event')
    .on('panel_signals')
    .columns(['event_id', 'at'])
    .execute();
}
