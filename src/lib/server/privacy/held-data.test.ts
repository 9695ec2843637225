import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { testContext } from '../../../../tests/support/databases.ts';
import { migrate } from '../db/migrate.ts';
import { openSqlite } from '../db/open.ts';
import { HELD_DATA } from './held-data.ts';

/** Columns whose names promise a person, and that hold none of the public. */
const NOT_OF_THE_PUBLIC = [
  // Speakers and the team are named on purpose.
  'people.name',
  'partners.name',
  'staff_users.name',
  'staff_users.email',
  'staff_users.password_hash',
  'staff_links.token_hash',
  'audit_log.actor_name',
  'staff_users.totp_sealed',
  'staff_recovery_codes.code_hash',
  'staff_passkeys.public_key',
  // A name that its asker chose to publish, and what a question was before a decision.
  'questions.name',
  'question_history.state_sealed',
  // Names of things.
  'migrations.name',
  'settings.name'
];

test('every column of the database that can tell of a person is in the table of held data', async () => {
  const context = testContext(openSqlite(':memory:'));
  onTestFinished(() => context.db.destroy());
  await migrate(context.db);
  const { rows } = await sql<{ column: string }>`
    select m.name || '.' || c.name as "column" from sqlite_master m, pragma_table_info(m.name) c
    where m.type = 'table' and m.name not like 'sqlite_%'`.execute(context.db);
  const telling = rows
    .map((row) => row.column)
    .filter((column) => /(_sealed|_key|_hash|email|name|viewer_id|rsvp_id|holder)$/.test(column));
  const named = [...HELD_DATA.flatMap((held) => held.columns), ...NOT_OF_THE_PUBLIC];
  expect(telling.filter((column) => !named.includes(column))).toEqual([]);
  expect(telling.length).toBeGreaterThan(15);
});

test('the table deletes what depends on an RSVP before the RSVP', () => {
  const order = HELD_DATA.filter((held) => held.forget).map((held) => held.id);
  expect(order.at(-1)).toBe('rsvps');
});
