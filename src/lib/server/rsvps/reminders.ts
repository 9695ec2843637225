import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Trx } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { eventWhen } from '../events/clock.ts';
import type { ReminderKind } from '../mail/message.ts';
import { isDue, LONGEST_LEAD, REMINDER_KINDS, reminderTime } from './reminder-times.ts';
import { enqueueRsvpMails, MAILED_COLUMNS, type MailedRsvp } from './rsvp-mail.ts';

const PAGE = 500;

/** What a reminder would only repeat: who was just told when the event is needs no second mail about it. */
const TELLS_WHEN = ['confirmed', 'promoted', 'already', 'changed', 'link_again'];

interface DueReminder {
  kind: ReminderKind;
  eventId: string;
  startsAt: string;
  /** When it was due. */
  since: string;
}

/**
 * Writes the reminders whose time has come: one per RSVP, kind and start, so that a moved event is reminded
 * of again and a restart reminds nobody twice. For a clock that calls it every minute. Returns how many.
 */
export async function enqueueReminders(context: Context): Promise<number> {
  let written = 0;
  for (const reminder of await dueReminders(context)) {
    let page: number;
    do {
      page = await inTransaction(context.db, (trx) => remindPage(trx, context, reminder));
      written += page;
    } while (page === PAGE);
  }
  return written;
}

async function dueReminders(context: Context): Promise<DueReminder[]> {
  const now = context.now();
  const rows = await context.db
    .selectFrom('events')
    .selectAll()
    .where('status', '=', 'published')
    .where('starts_at', '>', now.toISOString())
    .where('starts_at', '<=', new Date(now.getTime() + LONGEST_LEAD).toISOString())
    .execute();
  return rows.flatMap((row) => {
    const when = eventWhen(row);
    return REMINDER_KINDS.filter((kind) => isDue(kind, when, now)).map((kind) => ({
      kind,
      eventId: row.id,
      startsAt: row.starts_at,
      since: reminderTime(kind, when)?.toISOString() ?? row.starts_at
    }));
  });
}

async function remindPage(trx: Trx, context: Context, reminder: DueReminder): Promise<number> {
  const { kind, startsAt } = reminder;
  const rsvps = await unreminded(trx, reminder);
  await enqueueRsvpMails(
    trx,
    context,
    kind,
    rsvps.map((rsvp) => ({ rsvp, version: startsAt, details: { startsAt, status: 'confirmed' } }))
  );
  return rsvps.length;
}

async function unreminded(
  trx: Trx,
  { kind, eventId, startsAt, since }: DueReminder
): Promise<MailedRsvp[]> {
  return await trx
    .selectFrom('rsvps')
    .select(MAILED_COLUMNS)
    .where('rsvps.event_id', '=', eventId)
    .where('rsvps.status', '=', 'confirmed')
    .where('rsvps.created_at', '<', since)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('mail_outbox')
            .select('mail_outbox.id')
            .whereRef('mail_outbox.rsvp_id', '=', 'rsvps.id')
            .where((eb) =>
              eb.or([
                eb(
                  'mail_outbox.dedupe_key',
                  '=',
                  sql<string>`rsvps.id || ${`:${kind}:${startsAt}`}`
                ),
                eb.and([
                  eb('mail_outbox.kind', 'in', TELLS_WHEN),
                  eb('mail_outbox.created_at', '>=', since)
                ])
              ])
            )
        )
      )
    )
    .orderBy('rsvps.id')
    .limit(PAGE)
    .execute();
}
