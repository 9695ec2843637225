import { expressionBuilder, type Expression } from 'kysely';
import type { Context } from '../context.ts';
import type { Database, Executor } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { hashToken, type Keys } from '../privacy/keys.ts';

/** A browser that has not been heard of for so long has left, and its seat may be taken without asking. */
const AWAY_AFTER = 2 * 60_000;

/** One confirmed place and the one browser that uses it: a link that is passed on admits one at a time. */
export interface Seat {
  rsvpId: string;
  link: string;
  /** What this browser is to this RSVP; tells nothing of the browser and leads to no question. */
  key: string;
  state: 'mine' | 'free' | 'elsewhere';
}

/** The best of a browser's places in an event: the one it has, else a free one. Null when it has no place. */
export async function findSeat(
  context: Context,
  eventId: string,
  links: readonly string[],
  viewerToken: string
): Promise<Seat | null> {
  if (links.length === 0) return null;
  const rows = await context.db
    .selectFrom('rsvps')
    .leftJoin('attendance', 'attendance.rsvp_id', 'rsvps.id')
    .select(['rsvps.id', 'rsvps.token_hash', 'rsvps.holder', 'attendance.last_seen'])
    .where('rsvps.event_id', '=', eventId)
    .where('rsvps.status', '=', 'confirmed')
    .where('rsvps.token_hash', 'in', links.map(hashToken))
    .execute();
  const seats = rows.map((row): Seat => {
    const key = seatKey(context.keys, viewerToken, row.id);
    const away = (row.last_seen ?? '') < awaySince(context);
    const state = row.holder === key ? 'mine' : row.holder === null || away ? 'free' : 'elsewhere';
    const link = links.find((token) => hashToken(token) === row.token_hash) ?? '';
    return { rsvpId: row.id, link, key, state };
  });
  return (
    (['mine', 'free', 'elsewhere'] as const)
      .map((state) => seats.find((seat) => seat.state === state))
      .find((seat) => seat !== undefined) ?? null
  );
}

/**
 * Sits down, and counts the person as having been there. False when another browser has the seat; with
 * `move` that one loses it. Close its sockets after the commit.
 */
export async function takeSeat(
  context: Context,
  eventId: string,
  { rsvpId, key }: Seat,
  { move = false }: { move?: boolean } = {}
): Promise<boolean> {
  const now = context.now().toISOString();
  return inTransaction(context.db, async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('rsvps')
      .set({ holder: key })
      .where('id', '=', rsvpId)
      .where('status', '=', 'confirmed')
      .$if(!move, (query) =>
        query.where(({ or, eb, not, exists, selectFrom }) =>
          or([
            eb('holder', 'is', null),
            eb('holder', '=', key),
            not(
              exists(
                selectFrom('attendance')
                  .select('rsvp_id')
                  .where('rsvp_id', '=', rsvpId)
                  .where('last_seen', '>=', awaySince(context))
              )
            )
          ])
        )
      )
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return false;
    await trx
      .insertInto('attendance')
      .values({ rsvp_id: rsvpId, event_id: eventId, first_seen: now, last_seen: now })
      .onConflict((conflict) =>
        conflict.column('rsvp_id').doUpdateSet({ first_seen: firstSeen(now), last_seen: now })
      )
      .execute();
    return true;
  });
}

/** Of whom only the door knew nobody can say that they were online since then. */
function firstSeen(now: string): Expression<string> {
  const eb = expressionBuilder<Database, 'attendance'>();
  const onlyDoor = eb.exists(
    eb
      .selectFrom('check_ins')
      .select('check_ins.rsvp_id')
      .whereRef('check_ins.rsvp_id', '=', 'attendance.rsvp_id')
      .whereRef('check_ins.at', '=', 'attendance.first_seen')
      .whereRef('check_ins.at', '=', 'attendance.last_seen')
  );
  return eb.case().when(onlyDoor).then(now).else(eb.ref('attendance.first_seen')).end();
}

/** Whether a browser still has the seat that it sat down on. */
export async function isSeated(
  executor: Executor,
  { rsvpId, key }: Pick<Seat, 'rsvpId' | 'key'>
): Promise<boolean> {
  const row = await executor
    .selectFrom('rsvps')
    .select('id')
    .where('id', '=', rsvpId)
    .where('status', '=', 'confirmed')
    .where('holder', '=', key)
    .executeTakeFirst();
  return row !== undefined;
}

/** Notes that these are still there. */
export async function keepSeats(context: Context, rsvpIds: readonly string[]): Promise<void> {
  if (rsvpIds.length === 0) return;
  await inTransaction(context.db, (trx) =>
    trx
      .updateTable('attendance')
      .set({ last_seen: context.now().toISOString() })
      .where('rsvp_id', 'in', [...rsvpIds])
      .execute()
  );
}

function seatKey(keys: Keys, viewerToken: string, rsvpId: string): string {
  return keys.blind(`${viewerToken}\0${rsvpId}`, 'seat').slice(0, 32);
}

function awaySince(context: Context): string {
  return new Date(context.now().getTime() - AWAY_AFTER).toISOString();
}
