import * as v from 'valibot';
import { eventPath, pathIn } from '../../i18n/paths.ts';
import { translatorFor } from '../../i18n/translator.ts';
import { cleanLine } from '../../schema/text.ts';
import type { Context } from '../context.ts';
import { loadEventPage } from '../events/find-event.ts';
import { draftToken } from '../rsvps/rsvp-drafts.ts';
import type { ClaimedMail } from './claims.ts';
import { renderHtml, renderText } from './layout.ts';
import type { Mail } from './message.ts';

const payloadSchema = v.object({ address: v.string(), name: v.string() });

/** The mail that asks whether an RSVP that came in a flood is meant: a link, and nothing to put into a calendar. */
export async function composeDraftMail(context: Context, row: ClaimedMail): Promise<Mail> {
  const { lang } = row;
  const { origin } = context.config;
  const t = translatorFor(lang);
  const opened: unknown = JSON.parse(context.keys.open(row.payload_sealed, 'mail.payload'));
  const payload = v.parse(payloadSchema, opened);
  const event = row.event_id && (await loadEventPage(context, row.event_id, lang));
  if (!event) throw new Error('the event of this mail is not public');
  const title = event.title.text;
  const content = {
    lang,
    subject: cleanLine(t('mail:draft.subject', { title })),
    preheader: t('mail:draft.intro'),
    heading: t('mail:draft.heading'),
    event: { title: event.title, url: origin + eventPath(lang, event.slug[lang]) },
    paragraphs: [
      { text: payload.name ? t('mail:helloName', { name: payload.name }) : t('mail:hello') },
      { text: t('mail:draft.intro') }
    ],
    facts: [],
    button: {
      label: t('mail:draft.button'),
      url: origin + pathIn(lang, `/confirm-rsvp/${draftToken(context, row.id)}`)
    },
    more: [],
    footer: [{ text: t('mail:draft.ignore') }]
  };
  return {
    id: row.id,
    kind: row.kind,
    lang,
    createdAt: row.created_at,
    messageId: `<${row.id}@${new URL(origin).hostname}>`,
    to: payload,
    subject: content.subject,
    text: renderText(content),
    html: renderHtml(content),
    calendar: null,
    unsubscribe: null
  };
}
