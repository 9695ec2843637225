import type { Locale } from '../../i18n/locales.ts';
import { eventPath, pathIn } from '../../i18n/paths.ts';
import { translatorFor } from '../../i18n/translator.ts';
import { formatDay } from '../../i18n/when.ts';
import type { MessageTexts } from '../../schema/message.ts';
import { cleanLine } from '../../schema/text.ts';
import type { Context } from '../context.ts';
import type { MessageKind } from '../db/messages-table.ts';
import { loadEventPage } from '../events/find-event.ts';
import { markdownLines, markdownMail, markdownText } from '../events/markdown.ts';
import type { EventPage } from '../events/public-event.ts';
import { findHouse } from '../house/house.ts';
import { retentionDaysOf } from '../house/retention.ts';
import { assembleMail, type MailRow } from '../mail/assemble-mail.ts';
import type { ClaimedMail } from '../mail/claims.ts';
import { greeting } from '../mail/greeting.ts';
import type { MailLink, MailParagraph } from '../mail/layout.ts';
import { Markup } from '../mail/markup.ts';
import type { Mail } from '../mail/message.ts';
import { openDraftPayload } from '../mail/payload.ts';
import { manageToken } from '../rsvps/manage-token.ts';
import { deletionDate } from '../rsvps/retention.ts';
import { LIVE_STATUSES } from '../rsvps/states.ts';
import { unsubscribeToken } from '../rsvps/unsubscribe.ts';
import { textFor, textsOf, TEXT_COLUMNS } from './message-row.ts';

/** What a mail of a message needs to know of who gets it. */
export interface Addressee {
  address: string;
  /** Empty when the person gave none. */
  name: string;
  /** For the private links. */
  rsvpId: string;
  /** Has or awaits a place. */
  isLive: boolean;
  /** When we forget the person, and the zone in which that is a day. */
  forgetAt: { at: Date; zone: string } | null;
  /** It is only a test of the message. */
  isTest: boolean;
}

export interface ComposedMessage {
  eventId: string;
  kind: MessageKind;
  texts: MessageTexts;
}

/** The mail of an outbox row that brings a message, from what the message says now. */
export async function composeMessageMail(
  context: Context,
  row: ClaimedMail,
  messageId: string
): Promise<Mail> {
  const message = await context.db
    .selectFrom('messages')
    .select(['event_id', 'kind', ...TEXT_COLUMNS])
    .where('id', '=', messageId)
    .executeTakeFirstOrThrow();
  const composed = { eventId: message.event_id, kind: message.kind, texts: textsOf(message) };
  return writeMessage(context, row, composed, await addresseeOf(context, row));
}

async function addresseeOf(context: Context, row: ClaimedMail): Promise<Addressee> {
  if (row.rsvp_id === null)
    return { ...openDraftPayload(context, row.payload_sealed), ...NOBODY, isTest: true };
  const found = await context.db
    .selectFrom('rsvps')
    .innerJoin('events', 'events.id', 'rsvps.event_id')
    .select(['rsvps.event_id', 'rsvps.status', 'email_sealed', 'name_sealed'])
    .select(['events.ends_at', 'events.zone'])
    .where('rsvps.id', '=', row.rsvp_id)
    .executeTakeFirstOrThrow();
  const days = await retentionDaysOf(context, found.event_id);
  return {
    address: context.keys.open(found.email_sealed, 'rsvp.email'),
    name: found.name_sealed === null ? '' : context.keys.open(found.name_sealed, 'rsvp.name'),
    rsvpId: row.rsvp_id,
    isLive: LIVE_STATUSES.includes(found.status),
    forgetAt: { at: deletionDate(found.ends_at, days), zone: found.zone },
    isTest: false
  };
}

/** In an example and in a test: their private links open nothing. */
export const NOBODY = { rsvpId: 'example', isLive: true, forgetAt: null } as const;

/** Writes the mail. Throws while the event is not public, or while the message says nothing. */
export async function writeMessage(
  context: Context,
  row: MailRow,
  message: ComposedMessage,
  to: Addressee
): Promise<Mail> {
  const { lang } = row;
  const { origin } = context.config;
  const event = await loadEventPage(context, message.eventId, lang);
  if (!event) throw new Error('the event of this message is not public');
  const text = textFor(message.texts, lang);
  if (!text) throw new Error('this message says nothing');
  const unsubscribe =
    origin + pathIn(lang, `/unsubscribe/${unsubscribeToken(context.keys, to.rsvpId)}`);
  const button = mainButton(context, message.kind, event, { lang, to });
  const content = {
    lang,
    subject: cleanLine(text.subject),
    preheader: markdownLines(text.body)[0]?.slice(0, 140) ?? '',
    heading: text.subject,
    event: { title: event.title, url: origin + eventPath(lang, event.slug[lang]) },
    paragraphs: [
      ...(to.isTest ? [{ text: translatorFor(lang)('messages:mail.test') }] : []),
      { text: greeting(lang, to.name) },
      ...(text.lang === lang ? [] : [{ text: translatorFor(lang)('messages:mail.foreign') }])
    ],
    // Sanitized by the rules for Markdown.
    body: {
      lang: text.lang,
      html: new Markup(markdownMail(text.body)),
      text: markdownText(text.body)
    },
    facts: [],
    button,
    more: [],
    footer: footer(message.kind, { lang, to, unsubscribe, isPrivate: isPrivate(message.kind, to) })
  };
  const house = await findHouse(context.db);
  return assembleMail(context.config, row, to, content, { calendar: null, unsubscribe, house });
}

/** Who has a place is led to it; who has none, or is told of another event, to the event. */
function mainButton(
  { config, keys }: Context,
  kind: MessageKind,
  event: EventPage,
  { lang, to }: { lang: Locale; to: Addressee }
): MailLink {
  const t = translatorFor(lang);
  if (isPrivate(kind, to))
    return {
      label: t('mail:button.place'),
      url: config.origin + pathIn(lang, `/rsvp/${manageToken(keys, to.rsvpId)}`)
    };
  return {
    label: t('mail:button.event'),
    url: config.origin + eventPath(lang, event.slug[lang])
  };
}

function isPrivate(kind: MessageKind, { isLive }: Addressee): boolean {
  return kind === 'attendees' && isLive;
}

/** Why this came, how to have no more of it, and when we forget. */
function footer(
  kind: MessageKind,
  {
    lang,
    to: { forgetAt },
    unsubscribe,
    isPrivate
  }: { lang: Locale; to: Addressee; unsubscribe: string; isPrivate: boolean }
): MailParagraph[] {
  const t = translatorFor(lang);
  return [
    ...(isPrivate ? [{ text: t('mail:footer.private') }] : []),
    {
      text: t(`messages:mail.why.${kind}`),
      link: { label: t(`messages:mail.unsubscribe.${kind}`), url: unsubscribe }
    },
    ...(forgetAt === null
      ? []
      : [
          {
            text: t('mail:footer.retention', {
              date: formatDay(forgetAt.at, forgetAt.zone, lang)
            })
          }
        ])
  ];
}
