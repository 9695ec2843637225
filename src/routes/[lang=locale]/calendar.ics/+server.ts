import { feedCalendar } from '$lib/server/events/calendar.ts';
import { loadCalendarFeed } from '$lib/server/events/calendar-events.ts';
import type { RequestHandler } from './$types';

/** The calendar that programs subscribe to. */
export const GET: RequestHandler = async ({ locals: { hub, lang } }) => {
  const text = feedCalendar(await loadCalendarFeed(hub, lang), { lang, origin: hub.config.origin });
  return new Response(text, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'cache-control': 'public, max-age=300'
    }
  });
};
