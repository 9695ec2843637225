import { listMessages } from '$lib/server/messages/list-messages.ts';
import { organizedPage } from '../organized-event.ts';
import type { PageServerLoad } from './$types';

/** What was written to the people of an event, and what became of it. */
export const load: PageServerLoad = async (request) => {
  const { hub, event, slug, frame } = await organizedPage(request, 'messages');
  const messages = await listMessages(hub, event.id, request.locals.lang);
  return { slugs: event.slug, slug, frame, messages };
};
