import type { Locale } from '../../i18n/locales.ts';
import { eventPath, pathIn } from '../../i18n/paths.ts';
import { translatorFor } from '../../i18n/translator.ts';
import { cityName, formatDay, formatTime, type EventWhen } from '../../i18n/when.ts';
import { cleanLine } from '../../schema/text.ts';
import type { Config } from '../config.ts';
import type { RsvpStatus } from '../db/schema.ts';
import type { EventPage } from '../events/public-event.ts';
import { deletionDate } from '../rsvps/retention.ts';
import { cityClocks } from './city-clocks.ts';
import { eventFacts } from './event-facts.ts';
import type { MailContent, MailLink, MailParagraph } from './layout.ts';
import type { RsvpMailKind, RsvpMailPayload } from './message.ts';

/** The texts of one mail: its kind, and for `already` what the person has. */
export type MailVariant =
  Exclude<RsvpMailKind, 'already'> | 'alreadyConfirmed' | 'alreadyWaitlisted' | 'alreadyOffered';

export interface RsvpMailInput {
  lang: Locale;
  variant: MailVariant;
  event: EventPage;
  payload: RsvpMailPayload;
  /** The secret of the person's link. */
  token: string;
}

export function mailVariant(kind: RsvpMailKind, status: RsvpStatus | null): MailVariant {
  if (kind !== 'already') return kind;
  if (status === 'waitlisted') return 'alreadyWaitlisted';
  return status === 'offered' ? 'alreadyOffered' : 'alreadyConfirmed';
}

/** Whether the person has a place after reading this mail, waits for one, is asked, or has left. */
export function standing(variant: MailVariant): 'place' | 'line' | 'answer' | 'event' {
  if (variant === 'waitlisted' || variant === 'alreadyWaitlisted') return 'line';
  if (variant === 'offered' || variant === 'alreadyOffered') return 'answer';
  return variant === 'cancelled' || variant === 'expired' ? 'event' : 'place';
}

/** Everything one attendee's mail says, in their language. */
export function rsvpMailContent(config: Config, input: RsvpMailInput): MailContent {
  const { lang, variant, event, payload } = input;
  const t = translatorFor(lang);
  const title = event.title.text;
  const intro = t(`mail:intro.${variant}`, {
    position: payload.position ?? 1,
    deadline: deadline(event.when, payload.offerExpiresAt, lang)
  });
  return {
    lang,
    subject: cleanLine(t(`mail:subject.${variant}`, { title })),
    preheader: intro,
    heading: t(`mail:heading.${variant}`),
    event: { title: event.title, url: config.origin + eventPath(lang, event.slug[lang]) },
    paragraphs: [{ text: greeting(lang, payload.name) }, { text: intro }],
    facts:
      standing(variant) === 'event'
        ? []
        : eventFacts(config, event, { lang, hasPlace: standing(variant) === 'place' }),
    button: mainButton(config, input),
    more: cantCome(input),
    footer: footer(config, input)
  };
}

function greeting(lang: Locale, name: string): string {
  const t = translatorFor(lang);
  return name ? t('mail:helloName', { name }) : t('mail:hello');
}

/** “el martes 24 de noviembre de 2026, 18:00, hora de Ciudad de México (19:00 Nueva York …)” */
function deadline(when: EventWhen, expiresAt: string | null, lang: Locale): string {
  if (expiresAt === null) return '';
  const { zone } = when;
  const t = translatorFor(lang);
  const moment = {
    type: 'timed' as const,
    startsAt: expiresAt,
    endsAt: expiresAt,
    zone,
    local: ''
  };
  return t('mail:deadline', {
    day: formatDay(expiresAt, zone, lang),
    time: formatTime(expiresAt, zone, lang),
    city: cityName(zone, t),
    elsewhere: cityClocks(moment, lang)
  });
}

function mainButton(config: Config, { lang, variant, event, token }: RsvpMailInput): MailLink {
  const t = translatorFor(lang);
  const kind = standing(variant);
  const path =
    kind === 'event' ? eventPath(lang, event.slug[lang]) : pathIn(lang, `/rsvp/${token}`);
  return { label: t(`mail:button.${kind}`), url: config.origin + path };
}

/** What to do instead of coming: free the seat, and the event's own action. */
function cantCome({ lang, variant, event }: RsvpMailInput): MailParagraph[] {
  const t = translatorFor(lang);
  const gone = standing(variant) === 'event';
  const cancel: MailParagraph[] =
    standing(variant) === 'place' ? [{ text: t('mail:cantCome.cancel') }] : [];
  const { action } = event;
  if (!action) return cancel;
  const text = gone || cancel.length > 0 ? t('mail:cantCome.actToo') : t('mail:cantCome.act');
  const foreign = action.language === lang ? '' : ` (${t(`mail:inLanguage.${action.language}`)})`;
  return [
    ...cancel,
    { text, link: { label: action.label.text + foreign, url: action.url, lang: action.label.lang } }
  ];
}

function footer(config: Config, { lang, variant, event }: RsvpMailInput): string[] {
  const t = translatorFor(lang);
  const date = formatDay(
    deletionDate(event.when.endsAt, config.retentionDays),
    event.when.zone,
    lang
  );
  const retention = t('mail:footer.retention', { date });
  return standing(variant) === 'event'
    ? [retention]
    : [t('mail:footer.private'), t('mail:footer.why'), retention];
}
