import { error, fail, redirect } from '@sveltejs/kit';
import { staffEventPath } from '$lib/i18n/paths.ts';
import { readFields } from '$lib/schema/event-form.ts';
import { contentToCopy, createEvent } from '$lib/server/events/create-event.ts';
import { findEventTitle } from '$lib/server/events/find-event-title.ts';
import { timeView } from '$lib/server/events/time-view.ts';
import { findStaffEvent, ORGANIZING } from '$lib/server/staff/access.ts';
import { findStaffRights } from '$lib/server/staff/staff-rights.ts';
import type { Actions, PageServerLoad } from './$types';

const ASKED = ['title.es', 'title.en', 'kind', 'timing', 'time', 'minutes', 'days', 'zone'];

/** The few questions that an event begins with; `?from=` names one to copy. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const { hub, staff, lang, zone } = locals;
  if (!staff) error(403, 'forbidden');
  if (!(await findStaffRights(hub.db, staff.id)).creates) error(404, 'not_found');
  const original = await originalOf(locals, url.searchParams.get('from'));
  const copied = original ? await contentToCopy(hub.db, original) : {};
  return {
    zones: Intl.supportedValuesOf('timeZone'),
    zone: zone ?? 'America/Mexico_City',
    from: original && (await findEventTitle(hub.db, original, lang)),
    values: Object.fromEntries(Object.entries(copied).filter(([field]) => ASKED.includes(field)))
  };
};

export const actions: Actions = {
  default: async ({ locals, request, url }) => {
    const { hub, staff, lang, zone } = locals;
    if (!staff) error(403, 'forbidden');
    const values = readFields(await request.formData());
    const original = await originalOf(locals, url.searchParams.get('from'));
    const created = await createEvent(hub, staff.id, values, original);
    if (created.ok) redirect(303, staffEventPath(lang, created.slug[lang], 'edit'));
    if (created.code === 'forbidden') error(404, 'not_found');
    return fail(400, {
      values,
      problems: created.problems,
      time: timeView(values, lang, zone)
    });
  }
};

/** The event to copy, if this person runs it; null when none is asked for. */
async function originalOf({ hub, staff }: App.Locals, slug: string | null) {
  if (!slug || !staff) return null;
  const event = await findStaffEvent(hub.db, staff.id, slug, ORGANIZING);
  if (!event) error(404, 'not_found');
  return event.id;
}
