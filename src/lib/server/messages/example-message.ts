import type { Locale } from '../../i18n/locales.ts';
import type { Context } from '../context.ts';
import { MESSAGE_KINDS } from '../mail/message.ts';
import type { ExampleMail } from '../mail/example-mail.ts';
import { NOBODY, writeMessage, type ComposedMessage } from './compose-message.ts';
import { textFor } from './message-row.ts';

/** The mail as a reader of `lang` would get it; null while the event is not public or nothing is written. */
export async function exampleMessage(
  context: Context,
  message: ComposedMessage,
  lang: Locale
): Promise<ExampleMail | null> {
  const event = await context.db
    .selectFrom('events')
    .select('status')
    .where('id', '=', message.eventId)
    .executeTakeFirst();
  if (!event || event.status === 'draft' || !textFor(message.texts, lang)) return null;
  const row = {
    id: NOBODY.rsvpId,
    kind: MESSAGE_KINDS[message.kind],
    lang,
    rsvp_id: NOBODY.rsvpId,
    event_id: message.eventId,
    created_at: context.now().toISOString()
  };
  const to = { address: 'ana@example.org', name: 'Ana', ...NOBODY, isTest: false };
  const mail = await writeMessage(context, row, message, to);
  const { name, address } = context.config.mailFrom;
  return {
    lang,
    from: `${name} <${address}>`,
    to: `${mail.to.name} <${mail.to.address}>`,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    unsubscribe: mail.unsubscribe,
    calendar: []
  };
}
