import { randomUUID } from 'node:crypto';
import type { Context } from '../context.ts';
import type { Executor, Trx } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { hashToken, type Keys } from '../privacy/keys.ts';
import { lockRoom } from '../rooms/room-log.ts';
import { audit } from '../staff/audit.ts';

/** A private link to the cue, as the moderators see it. */
export interface PanelLink {
  id: string;
  name: string;
  createdAt: string;
  /** The secret of the address. */
  token: string;
}

/** Who holds a private link, and for which event. */
export interface PanelVisitor {
  id: string;
  eventId: string;
  name: string;
}

/** As many people as sit on a large panel, twice. */
const LINKS_MAX = 40;

export type MakeLinkOutcome = { ok: true; link: PanelLink } | { ok: false; code: 'taken' | 'full' };

/**
 * Makes a private link to an event's cue for somebody without an account. Refuses a name that an open
 * link of the event carries (`taken`): moderators must know who signals; and more than 40 (`full`).
 */
export async function makePanelLink(
  context: Context,
  eventId: string,
  name: string,
  staffId: string | null
): Promise<MakeLinkOutcome> {
  return inTransaction(context.db, async (trx) => {
    await lockRoom(trx, eventId);
    const open = await openLinks(trx, eventId);
    if (open.some((link) => link.name === name)) return { ok: false, code: 'taken' };
    if (open.length >= LINKS_MAX) return { ok: false, code: 'full' };
    const id = randomUUID();
    const createdAt = context.now().toISOString();
    const token = panelToken(context.keys, id);
    await trx
      .insertInto('panel_links')
      .values({
        id,
        event_id: eventId,
        person_id: await personOf(trx, eventId, name),
        name,
        token_hash: hashToken(token),
        created_at: createdAt,
        revoked_at: null
      })
      .execute();
    const subject = { kind: 'panel_link' as const, id };
    await audit(trx, context, { actor: staffId, what: 'panel_link_made', eventId, subject });
    return { ok: true, link: { id, name, createdAt, token } };
  });
}

/** The links of an event that still open, the first made first. */
export async function listPanelLinks(context: Context, eventId: string): Promise<PanelLink[]> {
  const rows = await openLinks(context.db, eventId);
  return rows.map(({ id, name, created_at }) => ({
    id,
    name,
    createdAt: created_at,
    token: panelToken(context.keys, id)
  }));
}

/** Ends a link for good; false when the event has no such open link. The caller closes its sockets. */
export async function revokePanelLink(
  context: Context,
  eventId: string,
  id: string,
  staffId: string | null
): Promise<boolean> {
  return inTransaction(context.db, async (trx) => {
    const row = await trx
      .updateTable('panel_links')
      .set({ revoked_at: context.now().toISOString() })
      .where('id', '=', id)
      .where('event_id', '=', eventId)
      .where('revoked_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (!row) return false;
    const subject = { kind: 'panel_link' as const, id };
    await audit(trx, context, { actor: staffId, what: 'panel_link_revoked', eventId, subject });
    return true;
  });
}

/** Who an open link was made for; null for an unknown and for a revoked one. */
export async function findPanelByToken(
  executor: Executor,
  token: string
): Promise<PanelVisitor | null> {
  const row = await executor
    .selectFrom('panel_links')
    .select(['id', 'event_id', 'name'])
    .where('token_hash', '=', hashToken(token))
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return row ? { id: row.id, eventId: row.event_id, name: row.name } : null;
}

export async function isPanelLinkOpen(executor: Executor, id: string): Promise<boolean> {
  const row = await executor
    .selectFrom('panel_links')
    .select('id')
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Derived from the row's id, so that moderators can copy a link again while the table holds only its hash. */
function panelToken(keys: Keys, id: string): string {
  return keys.blind(id, 'panel-token');
}

function openLinks(executor: Executor, eventId: string) {
  return executor
    .selectFrom('panel_links')
    .select(['id', 'name', 'created_at'])
    .where('event_id', '=', eventId)
    .where('revoked_at', 'is', null)
    .orderBy('created_at')
    .orderBy('name')
    .execute();
}

async function personOf(trx: Trx, eventId: string, name: string): Promise<string | null> {
  const row = await trx
    .selectFrom('event_people')
    .innerJoin('people', 'people.id', 'event_people.person_id')
    .select('people.id')
    .where('event_people.event_id', '=', eventId)
    .where('people.name', '=', name)
    .executeTakeFirst();
  return row?.id ?? null;
}
