import type { Locale } from '../../i18n/locales.ts';
import { eventPath, pathIn } from '../../i18n/paths.ts';
import { translatorFor } from '../../i18n/translator.ts';
import { cityName, formatTime, type EventWhen } from '../../i18n/when.ts';
import { cleanLine } from '../../schema/text.ts';
import type { Config } from '../config.ts';
import type { EventPage } from '../events/public-event.ts';
import type { Party } from '../rsvps/party.ts';
import { changeFacts, eventFacts, formerFacts, notesParagraphs } from './event-facts.ts';
import { greeting } from './greeting.ts';
import type { MailContent, MailFact, MailLink, MailParagraph } from './layout.ts';
import { mailFooter } from './mail-footer.ts';
import type { RsvpMailPayload } from './message.ts';
import { offerDeadlineText } from './offer-deadline.ts';
import type { MailVariant, Standing } from './variants.ts';

export interface RsvpMailInput {
  lang: Locale;
  variant: MailVariant;
  standing: Standing;
  event: EventPage;
  payload: RsvpMailPayload;
  party: Party;
  /** The secret of the person's link. */
  token: string;
  /** The way out, of what is not needed for a place. */
  unsubscribe: string | null;
}

/** Everything one attendee's mail says, in their language. */
export function rsvpMailContent(config: Config, input: RsvpMailInput): MailContent {
  const { lang, variant, event, payload, party } = input;
  const t = translatorFor(lang);
  const intro = t(`mail:intro.${variant}`, {
    position: payload.position ?? 1,
    deadline: offerDeadlineText(
      payload.offerExpiresAt,
      { event: event.when.zone, reader: party.zone },
      lang
    ),
    start: startWords(event.when, lang)
  });
  return {
    lang,
    subject: cleanLine(t(`mail:subject.${variant}`, { title: event.title.text })),
    preheader: intro,
    heading: t(`mail:heading.${variant}`),
    event: { title: event.title, url: config.origin + eventPath(lang, event.slug[lang]) },
    paragraphs: [{ text: greeting(lang, payload.name) }, { text: intro }],
    facts: facts(config, input),
    button: mainButton(config, input),
    more: [...reminderNotes(input), ...cantCome(input)],
    footer: mailFooter(config, input)
  };
}

/** “18:00, hora de Ciudad de México”. */
function startWords({ startsAt, zone }: EventWhen, lang: Locale): string {
  const t = translatorFor(lang);
  return t('mail:when', { when: formatTime(startsAt, zone, lang), city: cityName(zone, t) });
}

function facts(
  config: Config,
  { lang, variant, standing, event, payload, party }: RsvpMailInput
): MailFact[] {
  if (variant === 'eventCancelled') return formerFacts(event, lang);
  if (standing === 'event' || standing === 'record') return [];
  const now = eventFacts(config, event, { lang, party, hasPlace: standing === 'place' });
  return variant === 'changed' && payload.before
    ? changeFacts(event, payload.before, lang, now)
    : now;
}

function mainButton(
  config: Config,
  { lang, variant, standing, event, token }: RsvpMailInput
): MailLink {
  const t = translatorFor(lang);
  const page = eventPath(lang, event.slug[lang], standing === 'record' ? 'record' : undefined);
  if (standing === 'event' || standing === 'record')
    return { label: t(`mail:button.${standing}`), url: config.origin + page };
  const enters = variant === 'reminderHour' && event.attendance !== 'in_person';
  // The private link first where the room must know who comes; its page leads on into the room.
  const path =
    enters && event.access === 'open'
      ? eventPath(lang, event.slug[lang], 'room')
      : pathIn(lang, `/rsvp/${token}`);
  return {
    label: t(enters ? 'mail:button.enter' : `mail:button.${standing}`),
    url: config.origin + path
  };
}

/** What is practical on the way: how to dial in, where the door is. */
function reminderNotes({ lang, variant, event }: RsvpMailInput): MailParagraph[] {
  return variant === 'reminderDay' || variant === 'reminderHour'
    ? notesParagraphs(event, lang)
    : [];
}

/** What to do instead of coming: free the seat, and the event's own action. */
function cantCome({ lang, variant, standing, event }: RsvpMailInput): MailParagraph[] {
  const t = translatorFor(lang);
  const cancel: MailParagraph[] = standing === 'place' ? [{ text: t('mail:cantCome.cancel') }] : [];
  const { action } = event;
  if (!action) return cancel;
  const foreign = action.language === lang ? '' : ` (${t(`mail:inLanguage.${action.language}`)})`;
  const link = { label: action.label.text + foreign, url: action.url, lang: action.label.lang };
  return [...cancel, { text: t(`mail:cantCome.${actWords(variant, standing)}`), link }];
}

function actWords(
  variant: MailVariant,
  standing: Standing
): 'instead' | 'after' | 'actToo' | 'act' {
  if (variant === 'eventCancelled') return 'instead';
  if (standing === 'record') return 'after';
  return standing === 'event' || standing === 'place' ? 'actToo' : 'act';
}
