import { pickText, type Locale } from '../../i18n/locales.ts';
import { eventPath } from '../../i18n/paths.ts';
import { translatorFor } from '../../i18n/translator.ts';
import { cityName, formatWhen, type EventWhen } from '../../i18n/when.ts';
import type { Config } from '../config.ts';
import { languageLine } from '../events/language-line.ts';
import { ROOM_OPENS_MINUTES } from '../events/phase.ts';
import { markdownLines } from '../events/markdown.ts';
import type { EventPage } from '../events/public-event.ts';
import type { Party } from '../rsvps/party.ts';
import { cityClocks } from './city-clocks.ts';
import type { MailFact, MailParagraph } from './layout.ts';
import type { EventBefore } from './message.ts';

/** When, where and in which languages; and how to join, for who has a place. */
export function eventFacts(
  config: Config,
  event: EventPage,
  { lang, hasPlace, party }: { lang: Locale; hasPlace: boolean; party: Party }
): MailFact[] {
  const t = translatorFor(lang);
  const languages = languageLine(event, lang);
  return [
    ...whenFacts(event, lang),
    ...(event.place
      ? [{ label: t('mail:fact.where'), value: event.place.text, lang: event.place.lang }]
      : []),
    ...partyFacts(event, party, lang),
    ...(languages ? [{ label: t('mail:fact.languages'), value: languages }] : []),
    ...(hasPlace && event.when.type === 'timed' && event.attendance !== 'in_person'
      ? [roomFact(config, event, lang)]
      : [])
  ];
}

/** What is new first, each with what it was before: struck through, and said in words too. */
export function changeFacts(
  event: EventPage,
  before: EventBefore,
  lang: Locale,
  now: MailFact[]
): MailFact[] {
  const t = translatorFor(lang);
  const place = pickText(before.place, lang);
  const former = [
    ...(isSameTime(before.when, event.when)
      ? []
      : [
          {
            label: t('mail:fact.whenBefore'),
            value: clockLine(before.when, lang),
            former: true
          }
        ]),
    ...(place && place.text !== event.place?.text
      ? [{ label: t('mail:fact.whereBefore'), value: place.text, lang: place.lang, former: true }]
      : [])
  ];
  return [...former, ...now];
}

/** When and where an event was to be that is off. */
export function formerFacts({ when, place }: EventPage, lang: Locale): MailFact[] {
  const t = translatorFor(lang);
  return [
    { label: t('mail:fact.wasWhen'), value: clockLine(when, lang), former: true },
    ...(place
      ? [{ label: t('mail:fact.wasWhere'), value: place.text, lang: place.lang, former: true }]
      : [])
  ];
}

/** The practical notes of the event, a paragraph each. */
export function notesParagraphs({ notes }: EventPage, lang: Locale): MailParagraph[] {
  if (!notes) return [];
  const foreign = notes.lang === lang ? {} : { lang: notes.lang };
  return markdownLines(notes.text).map((text) => ({ text, ...foreign }));
}

function isSameTime(a: EventWhen, b: EventWhen): boolean {
  return a.startsAt === b.startsAt && a.endsAt === b.endsAt && a.zone === b.zone;
}

/** The event's clock and the others in one line. */
function clockLine(when: EventWhen, lang: Locale): string {
  return whenFacts({ when }, lang)
    .map(({ value }) => value)
    .join(' · ');
}

/** How many come, unless it is one person; and where, when there is a choice. */
function partyFacts({ pools }: EventPage, { seats, pool }: Party, lang: Locale): MailFact[] {
  const t = translatorFor(lang);
  const count = t('mail:places', { count: seats });
  if (pools.length > 1)
    return [{ label: t('mail:fact.places'), value: t(`mail:placesIn.${pool}`, { places: count }) }];
  return seats > 1 ? [{ label: t('mail:fact.places'), value: count }] : [];
}

function whenFacts({ when }: Pick<EventPage, 'when'>, lang: Locale): MailFact[] {
  const t = translatorFor(lang);
  const label = t('mail:fact.when');
  if (when.type === 'dates') return [{ label, value: formatWhen(when, lang), main: true }];
  return [
    {
      label,
      value: t('mail:when', { when: formatWhen(when, lang), city: cityName(when.zone, t) }),
      main: true
    },
    { label: t('mail:fact.elsewhere'), value: cityClocks(when, lang) }
  ];
}

/** Our own page: the stream's address is never in a mail, which anyone can forward. */
function roomFact(config: Config, event: EventPage, lang: Locale): MailFact {
  const t = translatorFor(lang);
  return {
    label: t('mail:fact.room'),
    value: t(`mail:room.${event.access}`, { minutes: ROOM_OPENS_MINUTES }),
    link: {
      label: t('mail:room.link'),
      url: config.origin + eventPath(lang, event.slug[lang], 'room')
    }
  };
}
