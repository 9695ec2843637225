import { randomUUID } from 'node:crypto';
import type { PartnerForm } from '../../schema/partner.ts';
import type { Context } from '../context.ts';
import type { Trx } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { freeSlug } from '../people/free-slug.ts';
import { audit, type AuditVerb } from '../staff/audit.ts';
import { hasRole, ORGANIZING } from '../staff/access.ts';

export const MOST_PARTNERS = 40;

export type PartnerSaved =
  { ok: true; slug: string } | { ok: false; code: 'not_found' | 'full' | 'present' };

/** What is known of the organisation: which one of the house, or that it is new there. */
export type WhichPartner = { slug: string } | { added: PartnerForm };

/** Gives an organisation a link of its own to an event, and names it there. */
export async function addPartner(
  context: Context,
  staffId: string,
  eventId: string,
  which: WhichPartner
): Promise<PartnerSaved> {
  return inTransaction(context.db, async (trx) => {
    if (!(await hasRole(trx, staffId, eventId, ORGANIZING))) return NOT_FOUND;
    const here = await trx
      .selectFrom('event_partners')
      .select(['partner_id', 'position'])
      .where('event_id', '=', eventId)
      .execute();
    if (here.length >= MOST_PARTNERS) return { ok: false, code: 'full' };
    const partner =
      'slug' in which
        ? await findPartner(trx, which.slug)
        : await insertPartner(trx, context, staffId, which.added);
    if (!partner) return NOT_FOUND;
    if (here.some((row) => row.partner_id === partner.id)) return { ok: false, code: 'present' };
    const position = Math.max(-1, ...here.map((row) => row.position)) + 1;
    await trx
      .insertInto('event_partners')
      .values({ event_id: eventId, partner_id: partner.id, position, listed: 1 })
      .execute();
    await note(trx, context, staffId, { what: 'partner_link_made', eventId, partner });
    return { ok: true, slug: partner.slug };
  });
}

/** Names an organisation on the event's page, or keeps its part quiet; its link works either way. */
export async function listPartner(
  context: Context,
  staffId: string,
  eventId: string,
  slug: string,
  listed: boolean
): Promise<PartnerSaved> {
  return inTransaction(context.db, async (trx) => {
    if (!(await hasRole(trx, staffId, eventId, ORGANIZING))) return NOT_FOUND;
    const partner = await findPartner(trx, slug);
    if (!partner) return NOT_FOUND;
    const changed = await trx
      .updateTable('event_partners')
      .set({ listed: listed ? 1 : 0 })
      .where('event_id', '=', eventId)
      .where('partner_id', '=', partner.id)
      .executeTakeFirst();
    if (changed.numUpdatedRows === 0n) return NOT_FOUND;
    await note(trx, context, staffId, { what: 'partner_changed', eventId, partner });
    return { ok: true, slug };
  });
}

/** Takes an organisation off an event: its link counts nothing any more, what came by it stays counted. */
export async function removePartner(
  context: Context,
  staffId: string,
  eventId: string,
  slug: string
): Promise<PartnerSaved> {
  return inTransaction(context.db, async (trx) => {
    if (!(await hasRole(trx, staffId, eventId, ORGANIZING))) return NOT_FOUND;
    const partner = await findPartner(trx, slug);
    if (!partner) return NOT_FOUND;
    const gone = await trx
      .deleteFrom('event_partners')
      .where('event_id', '=', eventId)
      .where('partner_id', '=', partner.id)
      .executeTakeFirst();
    if (gone.numDeletedRows === 0n) return NOT_FOUND;
    await note(trx, context, staffId, { what: 'partner_link_revoked', eventId, partner });
    return { ok: true, slug };
  });
}

const NOT_FOUND = { ok: false, code: 'not_found' } as const;

interface StoredPartner {
  id: string;
  slug: string;
  name: string;
}

async function findPartner(trx: Trx, slug: string): Promise<StoredPartner | undefined> {
  return trx
    .selectFrom('partners')
    .select(['id', 'slug', 'name'])
    .where('slug', '=', slug)
    .executeTakeFirst();
}

async function insertPartner(
  trx: Trx,
  context: Context,
  staffId: string,
  { name, url }: PartnerForm
): Promise<StoredPartner> {
  const partner = { id: randomUUID(), slug: await freeSlug(trx, 'partners', name, 'aliada'), name };
  await trx
    .insertInto('partners')
    .values({ ...partner, url, created_at: context.now().toISOString() })
    .execute();
  await note(trx, context, staffId, { what: 'partner_added', eventId: null, partner });
  return partner;
}

async function note(
  trx: Trx,
  context: Context,
  staffId: string,
  { what, eventId, partner }: { what: AuditVerb; eventId: string | null; partner: StoredPartner }
): Promise<void> {
  await audit(trx, context, {
    actor: staffId,
    what,
    eventId,
    subject: { kind: 'partner', id: partner.id },
    detail: { name: partner.name, slug: partner.slug }
  });
}
