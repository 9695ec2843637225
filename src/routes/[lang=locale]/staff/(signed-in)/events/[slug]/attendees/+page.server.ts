import { redirect, type RequestEvent } from '@sveltejs/kit';
import { staffEventPath } from '$lib/i18n/paths.ts';
import { readAttendeeColumns, FIRST_COLUMNS } from '$lib/schema/attendee-columns.ts';
import {
  attendeeFilterQuery,
  readAttendeeFilter,
  readAttendeeSort,
  type AttendeeFilter
} from '$lib/schema/attendee-filter.ts';
import { listSources } from '$lib/server/partners/event-sources.ts';
import { listAttendees } from '$lib/server/rsvps/attendee-list.ts';
import { keepChoice, readChoice } from '$lib/server/staff/choices.ts';
import { organizedEvent, organizedPage } from '../organized-event.ts';
import type { Actions, PageServerLoad } from './$types';

const COLUMNS = 'attendees.columns';

/** Who comes, for who organizes the event: names are opened here and nowhere else. */
export const load: PageServerLoad = async (request) => {
  const { hub, event, staff, slug, frame } = await organizedPage(request, 'attendees');
  const { searchParams } = request.url;
  const chosen = readAttendeeFilter(searchParams);
  const filter = searchParams.has('status') ? chosen : { ...chosen, status: 'live' as const };
  const columns = await columnsOf(hub, staff.id);
  const sort = readAttendeeSort(searchParams);
  return {
    slugs: event.slug,
    slug,
    frame,
    columns,
    sources: await listSources(hub.db, event.id),
    page: await pageOf(hub, event.id, filter, { sort, columns, after: null })
  };
};

export const actions: Actions = {
  /** Searching for a person, and the next page: by POST, so that no name stays in an address. */
  find: async (request) => {
    const { hub, event, staff } = await organizedEvent(request);
    const form = await request.request.formData();
    const filter = readAttendeeFilter(form);
    const sort = readAttendeeSort(form);
    const after = textOf(form, 'after');
    if (filter.q === null && after === null) redirect(303, addressOf(request, filter, sort));
    const columns = await columnsOf(hub, staff.id);
    return { page: await pageOf(hub, event.id, filter, { sort, columns, after }) };
  },
  columns: async (request) => {
    const { hub, staff } = await organizedEvent(request);
    const form = await request.request.formData();
    await keepChoice(hub, staff.id, COLUMNS, readAttendeeColumns(form.getAll('column')));
    redirect(303, addressOf(request, readAttendeeFilter(form), readAttendeeSort(form)));
  }
};

type Hub = RequestEvent['locals']['hub'];

async function columnsOf(hub: Hub, userId: string) {
  return readAttendeeColumns((await readChoice(hub, userId, COLUMNS)) ?? FIRST_COLUMNS);
}

/** The attendees with what they were asked by, so that the next page asks the same. */
async function pageOf(
  hub: Hub,
  eventId: string,
  filter: AttendeeFilter,
  wanted: Parameters<typeof listAttendees>[3]
) {
  const { sort, after } = wanted;
  const page = await listAttendees(hub, eventId, filter, wanted);
  return { ...page, filter, sort, isFirst: after === null };
}

function addressOf(
  { locals: { lang }, params }: RequestEvent<{ slug: string }>,
  filter: AttendeeFilter,
  sort: string
): string {
  const query = new URLSearchParams(attendeeFilterQuery(filter));
  if (filter.status === null) query.set('status', 'any');
  if (filter.status === 'live') query.delete('status');
  if (sort !== 'new') query.set('sort', sort);
  const path = staffEventPath(lang, params.slug, 'attendees');
  return query.size > 0 ? `${path}?${query}` : path;
}

function textOf(form: FormData, name: string): string | null {
  const value = form.get(name);
  return typeof value === 'string' && value !== '' ? value.slice(0, 200) : null;
}
