import type { Config } from '../config.ts';
import type { House } from '../house/house.ts';
import type { ClaimedMail } from './claims.ts';
import { renderHtml, renderText, type MailContent } from './layout.ts';
import type { Mail } from './message.ts';

/** What a mail is written from: an outbox row without its state. */
export type MailRow = Pick<
  ClaimedMail,
  'id' | 'kind' | 'lang' | 'rsvp_id' | 'event_id' | 'created_at'
>;

/** Puts a mail together; the same row again is the same Message-ID. */
export function assembleMail(
  { origin }: Config,
  row: MailRow,
  to: Mail['to'],
  content: MailContent,
  { calendar, unsubscribe, house }: Pick<Mail, 'calendar' | 'unsubscribe'> & { house: House }
): Mail {
  return {
    id: row.id,
    kind: row.kind,
    lang: row.lang,
    createdAt: row.created_at,
    messageId: `<${row.id}@${new URL(origin).hostname}>`,
    to: { name: to.name, address: to.address },
    subject: content.subject,
    text: renderText(content, house),
    html: renderHtml(content, house),
    calendar,
    unsubscribe
  };
}
