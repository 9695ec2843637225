import { randomUUID } from 'node:crypto';
import type { Locale } from '../../i18n/locales.ts';
import { pathIn } from '../../i18n/paths.ts';
import { translatorFor } from '../../i18n/translator.ts';
import type { Context } from '../context.ts';
import type { Executor } from '../db/schema.ts';
import { findHouse } from '../house/house.ts';
import { assembleMail } from './assemble-mail.ts';
import type { ClaimedMail } from './claims.ts';
import { greeting } from './greeting.ts';
import type { Mail } from './message.ts';
import { openDraftPayload, sealPayload } from './payload.ts';

export const HOUSE_TEST = 'house_test';

/** How the last test mail of somebody fares; the code is a server's or our own, never its words. */
export interface TestMailState {
  status: 'pending' | 'sent' | 'failed' | 'dropped';
  attempts: number;
  code: string | null;
  nextAt: string;
  /** When it was sent, or asked for. */
  at: string;
}

/** Writes a mail by which an admin sees whether mails arrive, to their own address. */
export async function enqueueTestMail(
  trx: Executor,
  context: Context,
  staff: { id: string; address: string; name: string },
  lang: Locale
): Promise<void> {
  const now = context.now().toISOString();
  const id = randomUUID();
  await trx
    .insertInto('mail_outbox')
    .values({
      id,
      dedupe_key: `${testsOf(staff.id)}${id}`,
      rsvp_id: null,
      event_id: null,
      kind: HOUSE_TEST,
      lang,
      payload_sealed: sealPayload(context, { address: staff.address, name: staff.name }),
      status: 'pending',
      next_at: now,
      locked_until: null,
      error: null,
      created_at: now,
      sent_at: null
    })
    .execute();
}

function testsOf(staffId: string): string {
  return `${staffId}:${HOUSE_TEST}:`;
}

/** The newest test mail that this person asked for; null when there is none. */
export async function findTestMail(
  executor: Executor,
  staffId: string
): Promise<TestMailState | null> {
  const row = await executor
    .selectFrom('mail_outbox')
    .select(['status', 'attempts', 'error', 'next_at', 'created_at', 'sent_at'])
    .where('kind', '=', HOUSE_TEST)
    .where('dedupe_key', 'like', `${testsOf(staffId)}%`)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  const { status, attempts, error: code, next_at: nextAt } = row;
  return { status, attempts, code, nextAt, at: row.sent_at ?? row.created_at };
}

/** The mail says where it comes from, and leads back to the page that asked for it. */
export async function composeTestMail(context: Context, row: ClaimedMail): Promise<Mail> {
  const { lang } = row;
  const t = translatorFor(lang);
  const payload = openDraftPayload(context, row.payload_sealed);
  const content = {
    lang,
    subject: t('house:testMail.subject'),
    preheader: t('house:testMail.intro'),
    heading: t('house:testMail.subject'),
    event: null,
    paragraphs: [{ text: greeting(lang, payload.name) }, { text: t('house:testMail.intro') }],
    facts: [],
    button: {
      label: t('house:testMail.button'),
      url: context.config.origin + pathIn(lang, '/staff/house')
    },
    more: [],
    footer: [{ text: t('house:testMail.why') }]
  };
  const house = await findHouse(context.db);
  return assembleMail(context.config, row, payload, content, {
    calendar: null,
    unsubscribe: null,
    house
  });
}
