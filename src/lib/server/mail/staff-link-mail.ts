import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { Locale } from '../../i18n/locales.ts';
import { pathIn } from '../../i18n/paths.ts';
import { translatorFor } from '../../i18n/translator.ts';
import type { Context } from '../context.ts';
import type { Executor } from '../db/schema.ts';
import { hashToken } from '../privacy/keys.ts';
import { findWelcome, isLinkOpen, LINK_DAYS } from '../staff/welcome.ts';
import type { ClaimedMail } from './claims.ts';
import { renderHtml, renderText } from './layout.ts';
import type { Mail } from './message.ts';

export const STAFF_LINK = 'staff_link';

const payloadSchema = v.object({ address: v.string(), name: v.string(), token: v.string() });
type StaffLinkPayload = v.InferOutput<typeof payloadSchema>;

/** Writes the mail with a one-time link for staff, in the transaction that made the link. */
export async function enqueueStaffLink(
  trx: Executor,
  context: Context,
  lang: Locale,
  payload: StaffLinkPayload
): Promise<void> {
  const now = context.now().toISOString();
  await trx
    .insertInto('mail_outbox')
    .values({
      id: randomUUID(),
      dedupe_key: `${hashToken(payload.token)}:${STAFF_LINK}`,
      rsvp_id: null,
      event_id: null,
      kind: STAFF_LINK,
      lang,
      payload_sealed: context.keys.seal(JSON.stringify(payload), 'mail.payload'),
      status: 'pending',
      next_at: now,
      locked_until: null,
      error: null,
      created_at: now,
      sent_at: null
    })
    .execute();
}

/** Whether the link of a waiting mail was used, withdrawn or replaced meanwhile, or its time is over. */
export async function isStaffLinkOver(context: Context, row: ClaimedMail): Promise<boolean> {
  return !(await isLinkOpen(context, hashToken(openPayload(context, row).token)));
}

/** The mail with which somebody chooses a password, for the first time or again. */
export async function composeStaffLinkMail(context: Context, row: ClaimedMail): Promise<Mail> {
  const { lang } = row;
  const { origin } = context.config;
  const t = translatorFor(lang);
  const { token, address, name } = openPayload(context, row);
  const to = { address, name };
  const welcome = await findWelcome(context, token);
  const kind = welcome?.isNew === false ? 'newPassword' : 'invitation';
  const content = {
    lang,
    subject: t(`team:mail.${kind}.subject`),
    preheader: t(`team:mail.${kind}.intro`),
    heading: t(`team:mail.${kind}.heading`),
    event: null,
    paragraphs: [
      { text: t('mail:helloName', { name: to.name }) },
      { text: t(`team:mail.${kind}.intro`) },
      { text: t('team:mail.once', { count: LINK_DAYS }) }
    ],
    facts: [],
    button: {
      label: t('team:mail.button'),
      url: origin + pathIn(lang, `/staff/welcome/${token}`)
    },
    more: [],
    footer: [{ text: t('team:mail.ignore') }]
  };
  return {
    id: row.id,
    kind: row.kind,
    lang,
    createdAt: row.created_at,
    messageId: `<${row.id}@${new URL(origin).hostname}>`,
    to,
    subject: content.subject,
    text: renderText(content),
    html: renderHtml(content),
    calendar: null,
    unsubscribe: null
  };
}

function openPayload({ keys }: Context, row: ClaimedMail): StaffLinkPayload {
  return v.parse(payloadSchema, JSON.parse(keys.open(row.payload_sealed, 'mail.payload')));
}
