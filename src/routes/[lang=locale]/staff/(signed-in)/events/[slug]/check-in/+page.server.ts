import { redirect } from '@sveltejs/kit';
import { staffEventPath } from '$lib/i18n/paths.ts';
import { matchGuests } from '$lib/schema/check-in.ts';
import { checkIn } from '$lib/server/rsvps/check-in.ts';
import { countDoor, loadDoor } from '$lib/server/rsvps/door.ts';
import { organizedEvent, organizedPage } from '../organized-event.ts';
import type { Actions, PageServerLoad } from './$types';

/** As many as one can look through at a door. */
const SHOWN = 20;

/** The door of an event. The page itself names nobody: a phone fetches the list and holds it in memory alone. */
export const load: PageServerLoad = async (request) => {
  const { hub, event, slug, frame } = await organizedPage(request, 'check-in');
  const counts = await countDoor(hub.db, event.id);
  return { slugs: event.slug, eventId: event.id, slug, frame, counts };
};

/** The same without JavaScript. */
export const actions: Actions = {
  find: async (request) => {
    const { hub, event } = await organizedEvent(request);
    const q = textOf(await request.request.formData(), 'q');
    const { guests } = await loadDoor(hub, event.id);
    return { q, guests: matchGuests(guests, q).slice(0, SHOWN) };
  },
  decide: async (request) => {
    const { hub, event, staff } = await organizedEvent(request);
    const form = await request.request.formData();
    const sent = hub.now().getTime();
    const decision = {
      id: textOf(form, 'id'),
      present: textOf(form, 'present') === 'yes',
      at: sent
    };
    await checkIn(hub, staff.id, event.id, { decisions: [decision], sent });
    redirect(303, staffEventPath(request.locals.lang, request.params.slug, 'check-in'));
  }
};

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.slice(0, 120) : '';
}
