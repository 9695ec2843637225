import { error, redirect } from '@sveltejs/kit';
import { messagePath } from '$lib/i18n/paths.ts';
import { readAttendeeFilter } from '$lib/schema/attendee-filter.ts';
import { beginMessage } from '$lib/server/messages/save-message.ts';
import { listSources } from '$lib/server/partners/event-sources.ts';
import { organizedEvent, organizedPage } from '../../organized-event.ts';
import type { Actions, PageServerLoad } from './$types';

/** Chooses whom a new message is for; everybody who has or awaits a place unless the address says otherwise. */
export const load: PageServerLoad = async (request) => {
  const { hub, event, slug, frame } = await organizedPage(request, 'messages/new');
  const { searchParams } = request.url;
  const chosen = readAttendeeFilter(searchParams);
  const filter = searchParams.has('status') ? chosen : { ...chosen, status: 'live' as const };
  return {
    slugs: event.slug,
    slug,
    frame,
    filter,
    sources: await listSources(hub.db, event.id)
  };
};

export const actions: Actions = {
  /** By POST, so that no name stays in an address. */
  default: async (request) => {
    const { hub, event, staff } = await organizedEvent(request);
    const { lang } = request.locals;
    const filter = readAttendeeFilter(await request.request.formData());
    const begun = await beginMessage(hub, staff.id, event.id, { kind: 'attendees', filter });
    if (!begun.ok) error(404, 'not_found');
    redirect(303, messagePath(lang, event.slug[lang], begun.id));
  }
};
