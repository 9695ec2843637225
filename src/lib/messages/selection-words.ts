import type { Locale } from '../i18n/locales.ts';
import type { Translate } from '../i18n/make-translator.ts';
import { DIRECT, type AttendeeFilter } from '../schema/attendee-filter.ts';
import type { EventSource } from '../server/partners/event-sources.ts';

/** Whom a filter means, as one phrase: “People with a place who listen in English and who came”. */
export function selectionWords(
  filter: AttendeeFilter,
  sources: readonly EventSource[],
  t: Translate,
  lang: Locale
): string {
  const { status, q, listen, pool, needs, news, came, source } = filter;
  const partner = sources.find((one) => one.source === source);
  const more = [
    ...(q === null ? [] : [t('messages:who.q', { q })]),
    ...(listen ? [t(`messages:who.listen.${listen}`)] : []),
    ...(pool ? [t(`messages:who.pool.${pool}`)] : []),
    ...(needs ? [t(`messages:who.needs.${needs}`)] : []),
    ...(news ? [t(`messages:who.news.${news}`)] : []),
    ...(came ? [t(`messages:who.came.${came}`)] : []),
    ...(source === DIRECT ? [t('messages:who.direct')] : []),
    ...(source && source !== DIRECT
      ? [t('messages:who.via', { name: partner?.name ?? source })]
      : [])
  ];
  const who = t(`messages:who.status.${status ?? 'any'}`);
  return more.length === 0 ? who : `${who} ${listed(more, lang)}`;
}

const LISTS = {
  es: new Intl.ListFormat('es', { type: 'conjunction' }),
  en: new Intl.ListFormat('en', { type: 'conjunction' })
};

function listed(parts: string[], lang: Locale): string {
  return LISTS[lang].format(parts);
}
