import type { Context } from '../context.ts';
import type { Trx } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { houseRetentionDays, shorterOf } from '../house/retention.ts';
import { removeMailFiles } from '../mail/mail-folder.ts';
import type { OnProgress } from '../on-progress.ts';
import { audit } from '../staff/audit.ts';
import { HELD_DATA } from './held-data.ts';
import { forgetOldPages, noteErasure } from './old-pages.ts';

const DAY = 24 * 60 * 60 * 1000;

/**
 * Deletes who came to events that ended longer ago than the house keeps it: everything that the table of held
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
  const house = await houseRetentionDays(context);
  const now = context.now().getTime();
  const since = (days: number) => new Date(now - days * DAY).toISOString();
  const rows = await context.db
    .selectFrom('events')
    .select(['id', 'ends_at', 'retention_days'])
    .where('ends_at', '<=', since(0))
    .where(({ or, exists, selectFrom, ref }) =>
      or([
        exists(
          selectFrom('messages')
            .select('messages.id')
            .where('messages.event_id', '=', ref('events.id'))
            .where('messages.selection_sealed', 'is not', null)
        ),
        ...(['rsvps', 'viewers', 'rsvp_drafts', 'mail_outbox'] as const).map((table) =>
          exists(
            selectFrom(table)
              .select(`${table}.id`)
              .where(`${table}.event_id`, '=', ref('events.id'))
          )
        )
      ])
    )
    .execute();
  return rows
    .filter((row) => row.ends_at <= since(shorterOf(house, row.retention_days)))
    .map((row) => row.id);
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
