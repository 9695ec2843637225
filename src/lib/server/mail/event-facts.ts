import type { Locale } from '../../i18n/locales.ts';
import { eventPath } from '../../i18n/paths.ts';
import { translatorFor } from '../../i18n/translator.ts';
import { cityName, formatWhen } from '../../i18n/when.ts';
import type { Config } from '../config.ts';
import { languageLine } from '../events/language-line.ts';
import { ROOM_OPENS_MINUTES } from '../events/phase.ts';
import type { EventPage } from '../events/public-event.ts';
import { cityClocks } from './city-clocks.ts';
import type { MailFact } from './layout.ts';

/** When, where and in which languages; and how to join, for who has a place. */
export function eventFacts(
  config: Config,
  event: EventPage,
  { lang, hasPlace }: { lang: Locale; hasPlace: boolean }
): MailFact[] {
  const t = translatorFor(lang);
  const languages = languageLine(event, lang);
  return [
    ...whenFacts(event, lang),
    ...(event.place
      ? [{ label: t('mail:fact.where'), value: event.place.text, lang: event.place.lang }]
      : []),
    ...(languages ? [{ label: t('mail:fact.languages'), value: languages }] : []),
    ...(hasPlace && event.when.type === 'timed' && event.attendance !== 'in_person'
      ? [roomFact(config, event, lang)]
      : [])
  ];
}

function whenFacts({ when }: EventPage, lang: Locale): MailFact[] {
  const t = translatorFor(lang);
  const label = t('mail:fact.when');
  if (when.type === 'dates') return [{ label, value: formatWhen(when, lang) }];
  return [
    {
      label,
      value: t('mail:when', { when: formatWhen(when, lang), city: cityName(when.zone, t) })
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
