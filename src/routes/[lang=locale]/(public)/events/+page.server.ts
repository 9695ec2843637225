import { readEventFilter } from '$lib/server/events/event-filter.ts';
import { listEvents } from '$lib/server/events/list-events.ts';
import type { PageServerLoad } from './$types';

const PAGE = 24;

/** One page of the events that the address asks for. */
export const load: PageServerLoad = async ({ locals: { hub, lang }, url }) => {
  const filter = readEventFilter(url.searchParams);
  const from = url.searchParams.get('cursor');
  const { events, cursor } = await listEvents(hub, { ...filter, lang, limit: PAGE, cursor: from });
  return { filter, events, cursor, continued: from !== null };
};
