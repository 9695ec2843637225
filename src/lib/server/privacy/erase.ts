import type { Context } from '../context.ts';
import type { Trx } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { removeMailFiles } from '../mail/mail-folder.ts';
import { forgetQuestions } from '../questions/forget-questions.ts';
import type { RoomChange } from '../rooms/room-change.ts';
import { manageToken } from '../rsvps/manage-token.ts';
import { logSeats } from '../rsvps/seat-log.ts';
import { lockSeats, type SeatedEvent } from '../rsvps/seats.ts';
import { RSVP_STATES } from '../rsvps/states.ts';
import { promoteWaitlist } from '../rsvps/waitlist.ts';
import { keepSources } from '../partners/count-sources.ts';
import { keepProgress } from '../messages/message-progress.ts';
import { addCounts } from './counts.ts';
import { rsvpsOf, type HeldRsvp, type Person } from './held-by-person.ts';
import { forgetOldPages, noteErasure } from './old-pages.ts';

export interface Erased {
  rsvps: number;
  /** What the rooms must be told. */
  changes: RoomChange[];
  /** The private links that lead nowhere now: close their sockets, forget them in the browser. */
  links: string[];
}

/**
 * Erases everything held on one person, over all events: rows, questions, mails and their files, then the
 * old pages of the log. Freed seats, and a line that waited for them, move on; no mail is sent to who left.
 * Counts stay.
 */
export async function erasePerson(context: Context, person: Person): Promise<Erased> {
  const { mails, ...erased } = await inTransaction(context.db, (trx) =>
    eraseRows(trx, context, person)
  );
  await removeMailFiles(context.config.dataDir, mails);
  await forgetOldPages(context);
  return erased;
}

async function eraseRows(
  trx: Trx,
  context: Context,
  person: Person
): Promise<Erased & { mails: string[] }> {
  const before = await rsvpsOf(trx, person.key);
  const eventIds = [...new Set(before.map((rsvp) => rsvp.event_id))].sort();
  const events = new Map<string, SeatedEvent | undefined>();
  for (const eventId of eventIds) events.set(eventId, await lockSeats(trx, eventId));
  // Read again: what was in the way until the locks were ours may have moved somebody.
  const rsvps = await rsvpsOf(trx, person.key);
  const changes = await eraseQuestions(trx, context, person, rsvps);
  const mails = await eraseMails(trx, person, rsvps);
  await keepCounts(trx, context, rsvps);
  if (person.viewerIds.length > 0)
    await trx
      .deleteFrom('viewers')
      .where('id', 'in', [...person.viewerIds])
      .execute();
  await trx.deleteFrom('rsvp_drafts').where('email_key', '=', person.key).execute();
  await trx.deleteFrom('rsvps').where('email_key', '=', person.key).execute();
  await noteErasure(trx, context);
  for (const rsvp of rsvps) await logLeaving(trx, context, events.get(rsvp.event_id), rsvp);
  // Every event: a large party that left the line may have kept smaller ones waiting.
  for (const eventId of eventIds) await promoteWaitlist(trx, context, eventId);
  const links = rsvps.map((rsvp) => manageToken(context.keys, rsvp.id));
  return { rsvps: rsvps.length, changes, links, mails };
}

async function eraseQuestions(
  trx: Trx,
  context: Context,
  { viewerIds }: Person,
  rsvps: readonly HeldRsvp[]
): Promise<RoomChange[]> {
  const rows = await trx
    .selectFrom('questions')
    .select(['id', 'event_id'])
    .where(({ or, eb }) =>
      or([
        eb('rsvp_id', 'in', ['', ...rsvps.map((rsvp) => rsvp.id)]),
        eb('viewer_id', 'in', ['', ...viewerIds])
      ])
    )
    .execute();
  const changes: RoomChange[] = [];
  for (const [eventId, questions] of Map.groupBy(rows, (row) => row.event_id)) {
    const ids = questions.map((question) => question.id);
    const change = await forgetQuestions(trx, context, eventId, ids);
    if (change) changes.push(change);
  }
  return changes;
}

/** Returns the ids, which name the files. */
async function eraseMails(
  trx: Trx,
  { key }: Person,
  rsvps: readonly HeldRsvp[]
): Promise<string[]> {
  const ids = ['', ...rsvps.map((rsvp) => rsvp.id)];
  await keepProgress(trx, (eb) => eb('mail_outbox.rsvp_id', 'in', ids));
  const deleted = await trx
    .deleteFrom('mail_outbox')
    .where(({ or, eb, selectFrom }) =>
      or([
        eb('rsvp_id', 'in', ids),
        eb('id', 'in', selectFrom('rsvp_drafts').select('id').where('email_key', '=', key))
      ])
    )
    .returning('id')
    .execute();
  return deleted.map((mail) => mail.id);
}

/** The story of the seats goes on without a gap, and leads to nobody. Who was there has not left. */
async function logLeaving(
  trx: Trx,
  context: Context,
  event: SeatedEvent | undefined,
  { status, pool, seats, ends_at }: HeldRsvp
): Promise<void> {
  if (!event || !RSVP_STATES[status].live || ends_at <= context.now().toISOString()) return;
  const what = 'cancelled' as const;
  await logSeats(trx, context, event, { rsvpId: null, what, pool, seats, by: 'attendee' });
}

/** Who leaves before the end has cancelled; who was there stays in the number of those who were. */
async function keepCounts(trx: Trx, context: Context, rsvps: readonly HeldRsvp[]): Promise<void> {
  const now = context.now().toISOString();
  for (const { event_id, listen, status, seats, ends_at, attended, source } of rsvps) {
    const kept = ends_at <= now ? status : 'cancelled';
    if (RSVP_STATES[kept].live)
      await keepSources(trx, [{ event_id, source: source ?? '', rsvps: 1 }]);
    await addCounts(trx, [{ event_id, listen, status: kept, people: seats }]);
    if (attended) await addCounts(trx, [{ event_id, listen, status: 'attended', people: 1 }]);
  }
}
