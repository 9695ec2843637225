import { isLocale, LOCALES } from '$lib/i18n/locales.ts';
import { eventPath } from '$lib/i18n/paths.ts';
import { readEventFilter } from '$lib/server/events/event-filter.ts';
import { listEvents } from '$lib/server/events/list-events.ts';
import { publicJson, problem } from '../../answers.ts';
import type { RequestHandler } from './$types';

const PAGE = 50;

/** Public events as cards, with the same filters as the list page; `cursor` asks for the next page. */
export const GET: RequestHandler = async ({ locals: { hub }, url }) => {
  const lang = url.searchParams.get('lang') ?? LOCALES[0];
  if (!isLocale(lang)) return problem('invalid');
  const filter = readEventFilter(url.searchParams);
  const { events, cursor } = await listEvents(hub, {
    ...filter,
    lang,
    limit: PAGE,
    cursor: url.searchParams.get('cursor')
  });
  const { origin } = hub.config;
  return publicJson({
    events: events.map((event) => ({ ...event, url: origin + eventPath(lang, event.slug[lang]) })),
    cursor
  });
};
