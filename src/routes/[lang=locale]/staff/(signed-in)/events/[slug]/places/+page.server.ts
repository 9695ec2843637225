import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { staffEventPath } from '$lib/i18n/paths.ts';
import { capacityFormSchema } from '$lib/schema/capacity.ts';
import { parseForm } from '$lib/schema/parse-form.ts';
import { findEventTitle } from '$lib/server/events/find-event-title.ts';
import { saveCapacity } from '$lib/server/rsvps/change-capacity.ts';
import { loadSeatSheet } from '$lib/server/rsvps/seat-sheet.ts';
import { findStaffEvent, ORGANIZING } from '$lib/server/staff/access.ts';
import type { Actions, PageServerLoad } from './$types';

/** The seats of an event for who organizes it; for everybody else, moderators too, there is no such page. */
export const load: PageServerLoad = async (request) => {
  const { hub, event } = await organizedEvent(request);
  const { lang } = request.locals;
  if (event.slug[lang] !== request.params.slug)
    redirect(308, staffEventPath(lang, event.slug[lang], 'places'));
  const before = Number(request.url.searchParams.get('before')) || null;
  const sheet = await loadSeatSheet(hub, event.id, before);
  if (!sheet) error(404, 'not_found');
  return {
    sheet,
    slugs: event.slug,
    title: await findEventTitle(hub.db, event.id, lang),
    paged: before !== null
  };
};

export const actions: Actions = {
  capacity: async (request) => {
    const { hub, event, staff } = await organizedEvent(request);
    const form = parseForm(await request.request.formData(), capacityFormSchema);
    if (!form.ok) return fail(400, { errors: form.errors, values: form.values });
    const outcome = await saveCapacity(hub, event.id, form.value, `staff:${staff.id}`);
    if (!outcome.ok) error(404, 'not_found');
    hub.outbox.wake();
    return { promoted: outcome.promoted };
  }
};

/** The event of the address if the person organizes it, else 404. */
async function organizedEvent({ locals: { hub, staff }, params }: RequestEvent<{ slug: string }>) {
  if (!staff) error(403, 'forbidden');
  const event = await findStaffEvent(hub.db, staff.id, params.slug, ORGANIZING);
  if (!event) error(404, 'not_found');
  return { hub, staff, event };
}
