import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Executor } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { currentKeyId, makeSealingKey } from './key-files.ts';
import { forgetOldPages } from './old-pages.ts';

/** Every sealed column, the columns that name its row, and the purpose that it was sealed for. */
export const SEALED_COLUMNS = [
  { table: 'rsvps', ids: ['id'], column: 'email_sealed', purpose: 'rsvp.email' },
  { table: 'rsvps', ids: ['id'], column: 'name_sealed', purpose: 'rsvp.name' },
  { table: 'rsvps', ids: ['id'], column: 'needs_sealed', purpose: 'rsvp.needs' },
  { table: 'rsvps', ids: ['id'], column: 'zone_sealed', purpose: 'rsvp.zone' },
  { table: 'rsvp_drafts', ids: ['id'], column: 'payload_sealed', purpose: 'rsvp.draft' },
  { table: 'mail_outbox', ids: ['id'], column: 'payload_sealed', purpose: 'mail.payload' },
  {
    table: 'messages',
    ids: ['id'],
    column: 'selection_sealed',
    purpose: 'message.selection'
  },
  {
    table: 'question_history',
    ids: ['question_id', 'version'],
    column: 'state_sealed',
    purpose: 'question.history'
  },
  { table: 'staff_users', ids: ['id'], column: 'totp_sealed', purpose: 'staff.totp' }
] as const;
type SealedColumn = (typeof SEALED_COLUMNS)[number];

/** Rows of one transaction: short enough that nobody who RSVPs meanwhile waits for it. */
const BATCH = 200;

/** How many texts are still sealed with another key than `current`. */
export async function countOldSeals(executor: Executor, current: string): Promise<number> {
  let old = 0;
  for (const { table, column } of SEALED_COLUMNS) {
    const { rows } = await sql<{ old: number }>`
      select count(*) as old from ${sql.table(table)} where ${isOld(column, current)}
    `.execute(executor);
    old += Number(rows[0]?.old ?? 0);
  }
  return old;
}

/** The key to seal everything with: a new one, or the current one while its rotation is not finished. */
export async function chooseSealingKey(executor: Executor, dataDir: string): Promise<string> {
  const current = currentKeyId(dataDir);
  return (await countOldSeals(executor, current)) === 0 ? makeSealingKey(dataDir) : current;
}

/**
 * Seals everything anew with `current`, in batches; what is done stays done, so that an interrupted run
 * goes on where it was. The log's old pages go last. Returns how many texts were sealed anew.
 */
export async function sealAllAnew(
  context: Context,
  current: string,
  onProgress: (done: number) => void = () => undefined
): Promise<number> {
  let done = 0;
  for (const sealed of SEALED_COLUMNS) {
    for (;;) {
      const count = await inTransaction(context.db, (trx) =>
        sealBatch(trx, context, sealed, current)
      );
      done += count;
      onProgress(done);
      if (count < BATCH) break;
    }
  }
  await forgetOldPages(context);
  return done;
}

type SealedRow = Record<string, string | number>;

async function sealBatch(
  trx: Executor,
  { keys }: Context,
  sealedColumn: SealedColumn,
  current: string
): Promise<number> {
  const { table, ids, column, purpose } = sealedColumn;
  const { rows } = await sql<SealedRow>`
    select ${sql.join([...ids, column].map((name) => sql.ref(name)))} from ${sql.table(table)}
    where ${isOld(column, current)} limit ${sql.lit(BATCH)}
  `.execute(trx);
  for (const row of rows) {
    const sealed = keys.seal(keys.open(String(row[column]), purpose), purpose);
    await replaceSealed(trx, sealedColumn, row, sealed);
  }
  return rows.length;
}

/** Writes a text sealed anew over the `row` it was read from, unless it was emptied or changed meanwhile (PostgreSQL). */
export async function replaceSealed(
  trx: Executor,
  { table, ids, column }: SealedColumn,
  row: SealedRow,
  sealed: string
): Promise<void> {
  const asRead = [...ids, column].map((name) => sql`${sql.ref(name)} = ${row[name]}`);
  await sql`
    update ${sql.table(table)} set ${sql.ref(column)} = ${sealed} where ${sql.join(asRead, sql` and `)}
  `.execute(trx);
}

/** A mail that was sent holds nothing sealed. */
function isOld(column: string, current: string) {
  return sql`${sql.ref(column)} is not null and ${sql.ref(column)} <> ''
    and ${sql.ref(column)} not like ${`${current}.%`}`;
}
