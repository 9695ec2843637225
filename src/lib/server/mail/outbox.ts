import { randomUUID } from 'node:crypto';
import type { Locale } from '../../i18n/locales.ts';
import type { Context } from '../context.ts';
import type { Executor } from '../db/schema.ts';
import type { MessageKind } from '../db/messages-table.ts';
import { hashToken } from '../privacy/keys.ts';
import {
  MESSAGE_KINDS,
  MESSAGE_TEST,
  NEWS_KINDS,
  STAFF_LINK,
  type DraftMailPayload,
  type RsvpMailKind,
  type RsvpMailPayload,
  type SealedPayload,
  type StaffLinkPayload
} from './message.ts';
import { sealPayload } from './payload.ts';

export interface OutboxEntry {
  kind: RsvpMailKind;
  lang: Locale;
  rsvpId: string;
  eventId: string;
  /** Another mail of this kind for this RSVP needs another one: a sequence, a revision, the start reminded of. */
  version: number | string;
  /** Not before this time. */
  sendAt: Date;
  payload: RsvpMailPayload;
}

/**
 * Writes mails into the outbox, in the transaction that made them necessary; at most 500, for the number of
 * values a statement may have. The same RSVP, kind and version again is ignored. What is personal in them is
 * sealed, and gone once they were sent.
 */
export async function enqueueMails(
  trx: Executor,
  context: Context,
  entries: OutboxEntry[]
): Promise<void> {
  if (entries.length === 0) return;
  await trx
    .insertInto('mail_outbox')
    .values(
      entries.map(({ version, ...entry }) =>
        outboxRow(context, {
          ...entry,
          id: randomUUID(),
          dedupeKey: `${entry.rsvpId}:${entry.kind}:${version}`
        })
      )
    )
    .onConflict((conflict) => conflict.column('dedupe_key').doNothing())
    .execute();
}

/** Writes the one mail of a draft, which has the draft's id. */
export async function enqueueDraftMail(
  trx: Executor,
  context: Context,
  { id, ...entry }: { id: string; lang: Locale; eventId: string; payload: DraftMailPayload }
): Promise<void> {
  const row = outboxRow(context, {
    ...entry,
    id,
    kind: 'draft',
    dedupeKey: `${id}:draft`,
    rsvpId: null,
    sendAt: context.now()
  });
  await trx.insertInto('mail_outbox').values(row).execute();
}

/** Writes the mail with a one-time link for staff, in the transaction that made the link. */
export async function enqueueStaffLink(
  trx: Executor,
  context: Context,
  lang: Locale,
  payload: StaffLinkPayload
): Promise<void> {
  const row = outboxRow(context, {
    id: randomUUID(),
    kind: STAFF_LINK,
    dedupeKey: `${hashToken(payload.token)}:${STAFF_LINK}`,
    rsvpId: null,
    eventId: null,
    lang,
    sendAt: context.now(),
    payload
  });
  await trx.insertInto('mail_outbox').values(row).execute();
}

/**
 * Writes the mails that bring a message to some people, in the transaction that moves its cursor; at most 500.
 * One address gets a message once, whatever is written again. They hold nothing personal, and they wait for
 * whatever one person waits for.
 */
export async function enqueueMessageMails(
  trx: Executor,
  context: Context,
  message: { id: string; kind: MessageKind },
  recipients: { id: string; event_id: string; lang: Locale; email_key: string }[]
): Promise<void> {
  if (recipients.length === 0) return;
  const now = context.now().toISOString();
  const rows = recipients.map(({ id, event_id, lang, email_key: key }) => ({
    id: randomUUID(),
    dedupe_key: `${message.id}:${key}`,
    message_id: message.id,
    rsvp_id: id,
    event_id,
    kind: MESSAGE_KINDS[message.kind],
    lang,
    payload_sealed: '',
    status: 'pending' as const,
    bulk: 1 as const,
    ...waitingSince(now)
  }));
  await trx
    .insertInto('mail_outbox')
    .values(rows)
    .onConflict((conflict) => conflict.column('dedupe_key').doNothing())
    .execute();
}

/** Writes a message to who wrote it, once in each language that it is read in. */
export async function enqueueMessageTests(
  trx: Executor,
  context: Context,
  { id, eventId }: { id: string; eventId: string },
  to: { staffId: string; address: string; name: string },
  langs: readonly Locale[]
): Promise<void> {
  const now = context.now().toISOString();
  const rows = langs.map((lang) => {
    const row = randomUUID();
    return {
      id: row,
      dedupe_key: `${testsOf(to.staffId)}${row}`,
      message_id: id,
      rsvp_id: null,
      event_id: eventId,
      kind: MESSAGE_TEST,
      lang,
      payload_sealed: sealPayload(context, { address: to.address, name: to.name }),
      status: 'pending' as const,
      ...waitingSince(now)
    };
  });
  await trx.insertInto('mail_outbox').values(rows).execute();
}

function waitingSince(now: string) {
  return { next_at: now, locked_until: null, error: null, created_at: now, sent_at: null };
}

function testsOf(staffId: string): string {
  return `${staffId}:${MESSAGE_TEST}:`;
}

/** How many tests of messages somebody had sent since `since`. */
export async function countMessageTests(
  trx: Executor,
  staffId: string,
  since: Date
): Promise<number> {
  const { mails } = await trx
    .selectFrom('mail_outbox')
    .select(({ fn }) => fn.countAll().as('mails'))
    .where('kind', '=', MESSAGE_TEST)
    .where('dedupe_key', 'like', `${testsOf(staffId)}%`)
    .where('created_at', '>', since.toISOString())
    .executeTakeFirstOrThrow();
  return Number(mails);
}

interface NewRow {
  id: string;
  kind: RsvpMailKind | 'draft' | typeof STAFF_LINK;
  lang: Locale;
  dedupeKey: string;
  rsvpId: string | null;
  eventId: string | null;
  sendAt: Date;
  payload: SealedPayload;
}

function outboxRow(context: Context, row: NewRow) {
  const { id, dedupeKey, rsvpId, eventId, kind, lang, sendAt, payload } = row;
  return {
    id,
    dedupe_key: dedupeKey,
    rsvp_id: rsvpId,
    event_id: eventId,
    kind,
    lang,
    payload_sealed: sealPayload(context, payload),
    status: 'pending' as const,
    next_at: sendAt.toISOString(),
    locked_until: null,
    error: null,
    created_at: context.now().toISOString(),
    sent_at: null,
    bulk: NEWS_KINDS.includes(kind) ? (1 as const) : (0 as const)
  };
}
