import { randomUUID } from 'node:crypto';
import { ANYBODY, type AttendeeFilter } from '../../schema/attendee-filter.ts';
import { EMPTY_MESSAGE, type MessageTexts } from '../../schema/message.ts';
import type { Context } from '../context.ts';
import type { MessageKind } from '../db/messages-table.ts';
import type { Executor, Trx } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { hasRole, ORGANIZING } from '../staff/access.ts';
import { sealSelection, TEXT_COLUMNS, textColumns, type Message } from './message-row.ts';
import { lockOwnMessage } from './send-message.ts';

/** What a message is written to begin with. */
export interface NewMessage {
  kind: MessageKind;
  filter: AttendeeFilter;
  texts?: MessageTexts;
}

export type MessageMade = { ok: true; id: string } | { ok: false; code: 'not_found' };

/**
 * Begins a message to a selection. Who began one and wrote nothing yet goes on with that; of an edition's news
 * there is one draft.
 */
export async function beginMessage(
  context: Context,
  staffId: string,
  eventId: string,
  wanted: NewMessage
): Promise<MessageMade> {
  return inTransaction(context.db, async (trx) => {
    if (!(await hasRole(trx, staffId, eventId, ORGANIZING)))
      return { ok: false, code: 'not_found' };
    const untouched = await findUntouched(trx, staffId, eventId, wanted.kind);
    if (untouched === null)
      return { ok: true, id: await insertMessage(trx, context, { ...wanted, staffId, eventId }) };
    if (wanted.kind === 'attendees')
      await trx
        .updateTable('messages')
        .set((eb) => ({
          selection_sealed: sealSelection(context, wanted.filter),
          version: eb('version', '+', 1)
        }))
        .where('id', '=', untouched)
        .execute();
    return { ok: true, id: untouched };
  });
}

async function findUntouched(
  trx: Executor,
  staffId: string,
  eventId: string,
  kind: MessageKind
): Promise<string | null> {
  const drafts = trx
    .selectFrom('messages')
    .select('id')
    .where('event_id', '=', eventId)
    .where('kind', '=', kind)
    .where('status', '=', 'draft');
  const empty = drafts
    .where('created_by', '=', staffId)
    .where((eb) => eb.and(TEXT_COLUMNS.map((column) => eb(column, '=', ''))));
  const row = await (kind === 'edition' ? drafts : empty).executeTakeFirst();
  return row?.id ?? null;
}

async function insertMessage(
  trx: Trx,
  context: Context,
  { kind, filter, texts, staffId, eventId }: NewMessage & { staffId: string; eventId: string }
): Promise<string> {
  const id = randomUUID();
  const now = context.now().toISOString();
  await trx
    .insertInto('messages')
    .values({
      id,
      event_id: eventId,
      kind,
      status: 'draft',
      selection_sealed: sealSelection(context, filter),
      ...textColumns(texts ?? EMPTY_MESSAGE),
      created_by: staffId,
      changed_by: staffId,
      created_at: now,
      changed_at: now
    })
    .execute();
  return id;
}

export type MessageSaved =
  | { ok: true; version: number }
  | { ok: false; code: 'not_found' | 'not_draft' }
  /** Somebody else wrote since: what they have, and their name. */
  | { ok: false; code: 'conflict'; theirs: MessageTexts; by: string | null; version: number };

interface Seen {
  staffId: string;
  eventId: string;
  messageId: string;
  version: number;
}

/**
 * Keeps what was typed in a draft, and whom it is for where that is said. Refused with `conflict` when it was
 * typed over something older.
 */
export async function saveMessage(
  context: Context,
  { version, ...which }: Seen,
  texts: MessageTexts,
  filter: AttendeeFilter | null = null
): Promise<MessageSaved> {
  return inTransaction(context.db, async (trx) => {
    const message = await lockOwnMessage(trx, context, which);
    if (!message) return { ok: false, code: 'not_found' };
    if (message.status !== 'draft') return { ok: false, code: 'not_draft' };
    const known = message.version;
    if (filter === null && isSame(message.texts, texts)) return { ok: true, version: known };
    if (known !== version) return conflict(trx, message);
    await trx
      .updateTable('messages')
      .set({ ...textColumns(texts), version: known + 1 })
      .set({ changed_by: which.staffId, changed_at: context.now().toISOString() })
      .$if(filter !== null && message.kind === 'attendees', (query) =>
        query.set({ selection_sealed: sealSelection(context, filter ?? ANYBODY) })
      )
      .where('id', '=', message.id)
      .execute();
    return { ok: true, version: known + 1 };
  });
}

async function conflict(
  trx: Executor,
  { texts, version, changedBy }: Message
): Promise<MessageSaved> {
  const author = await trx
    .selectFrom('staff_users')
    .select('name')
    .where('id', '=', changedBy)
    .executeTakeFirst();
  return { ok: false, code: 'conflict', theirs: texts, by: author?.name ?? null, version };
}

function isSame(a: MessageTexts, b: MessageTexts): boolean {
  return JSON.stringify(textColumns(a)) === JSON.stringify(textColumns(b));
}

/** Throws a draft away; what was sent stays known. */
export async function discardMessage(
  context: Context,
  which: Omit<Seen, 'version'>
): Promise<{ ok: true } | { ok: false; code: 'not_found' | 'not_draft' }> {
  return inTransaction(context.db, async (trx) => {
    const message = await lockOwnMessage(trx, context, which);
    if (!message) return { ok: false, code: 'not_found' };
    if (message.status !== 'draft') return { ok: false, code: 'not_draft' };
    await trx.deleteFrom('messages').where('id', '=', message.id).execute();
    return { ok: true };
  });
}
