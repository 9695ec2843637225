import { error } from '@sveltejs/kit';
import { eventCalendar } from '$lib/server/events/calendar.ts';
import { loadCalendarEvent } from '$lib/server/events/calendar-events.ts';
import { findEventId } from '$lib/server/events/find-event.ts';
import type { RequestHandler } from './$types';

/** One public event as a file for calendar programs. */
export const GET: RequestHandler = async ({ locals: { hub, lang }, params }) => {
  const eventId = await findEventId(hub.db, params.slug, lang);
  const event = eventId && (await loadCalendarEvent(hub.db, eventId, lang));
  if (!event) error(404, 'not_found');
  const text = eventCalendar(event, { lang, origin: hub.config.origin, method: 'PUBLISH' });
  return new Response(text, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8; method=PUBLISH',
      'content-disposition': `attachment; filename="${event.slug[lang]}.ics"`,
      'cache-control': 'public, max-age=300'
    }
  });
};
