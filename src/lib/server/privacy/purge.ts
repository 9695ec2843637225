import type { Context } from '../context.ts';
import type { Trx } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { removeMailFiles } from '../mail/mail-folder.ts';
import type { OnProgress } from '../on-progress.ts';
import { audit } from '../staff/audit.ts';
import { HELD_DATA } from './held-data.ts';
import { forgetOldPages, noteErasure } from './old-pages.ts';

const DAY = 24 * 60 * 60 * 1000;

/**
 * Deletes who came to events that ended more than `RETENTION_DAYS` ago: everything that the table of held
 * data names. Counts stay. Returns the number of people deleted.
 */
export async function purgePersonalData(
  context: Context,
  onProgress?: OnProgress
): Promise<number> {
  const due = await dueEvents(context);
  let people = 0;
  for (const [index, eventId] of due.entries()) {
    const mails = await inTransaction(context.db, async (trx) => {
      const ids = await mailIds(trx, eventId);
      const count = await countPeople(trx, eventId);
      people += count;
      for (const held of HELD_DATA) await held.forget?.(trx, eventId);
      await audit(trx, context, { actor: null, what: 'data_purged', eventId, detail: { count } });
      await noteErasure(trx, context);
      return ids;
    });
    await removeMailFiles(context.config.dataDir, mails);
    onProgress?.(index + 1, due.length);
  }
  if (due.length > 0) await forgetOldPages(context);
  return people;
}

/** Events whose time has come and that still hold somebody. */
async function dueEvents(context: Context): Promise<string[]> {
  const until = new Date(context.now().getTime() - context.config.retentionDays * DAY);
  const rows = await context.db
    .selectFrom('events')
    .select('id')
    .where('ends_at', '<=', until.toISOString())
    .where(({ or, exists, selectFrom, ref }) =>
      or(
        (['rsvps', 'viewers', 'rsvp_drafts', 'mail_outbox'] as const).map((table) =>
          exists(
            selectFrom(table)
              .select(`${table}.id`)
              .where(`${table}.event_id`, '=', ref('events.id'))
          )
        )
      )
    )
    .execute();
  return rows.map((row) => row.id);
}

async function mailIds(trx: Trx, eventId: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('mail_outbox')
    .select('id')
    .where('event_id', '=', eventId)
    .execute();
  return rows.map((row) => row.id);
}

async function countPeople(trx: Trx, eventId: string): Promise<number> {
  const { people } = await trx
    .selectFrom('rsvps')
    .select((eb) => eb.fn.countAll().as('people'))
    .where('event_id', '=', eventId)
    .executeTakeFirstOrThrow();
  return Number(people);
}
