import { eventPath, pathIn } from '../../i18n/paths.ts';
import { translatorFor } from '../../i18n/translator.ts';
import { cleanLine } from '../../schema/text.ts';
import type { Context } from '../context.ts';
import { loadEventPage } from '../events/find-event.ts';
import { findHouse } from '../house/house.ts';
import { draftToken } from '../rsvps/rsvp-drafts.ts';
import { assembleMail } from './assemble-mail.ts';
import type { ClaimedMail } from './claims.ts';
import { greeting } from './greeting.ts';
import type { Mail } from './message.ts';
import { openDraftPayload } from './payload.ts';

/** The mail that asks whether an RSVP that came in a flood is meant: a link, and nothing to put into a calendar. */
export async function composeDraftMail(context: Context, row: ClaimedMail): Promise<Mail> {
  const { lang } = row;
  const { origin } = context.config;
  const t = translatorFor(lang);
  const payload = openDraftPayload(context, row.payload_sealed);
  const event = row.event_id && (await loadEventPage(context, row.event_id, lang));
  if (!event) throw new Error('the event of this mail is not public');
  const content = {
    lang,
    subject: cleanLine(t('mail:draft.subject', { title: event.title.text })),
    preheader: t('mail:draft.intro'),
    heading: t('mail:draft.heading'),
    event: { title: event.title, url: origin + eventPath(lang, event.slug[lang]) },
    paragraphs: [{ text: greeting(lang, payload.name) }, { text: t('mail:draft.intro') }],
    facts: [],
    button: {
      label: t('mail:draft.button'),
      url: origin + pathIn(lang, `/confirm-rsvp/${draftToken(context, row.id)}`)
    },
    more: [],
    footer: [{ text: t('mail:draft.ignore') }]
  };
  return assembleMail(context.config, row, payload, content, {
    calendar: null,
    unsubscribe: null,
    house: await findHouse(context.db)
  });
}
