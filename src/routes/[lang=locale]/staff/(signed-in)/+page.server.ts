import { error } from '@sveltejs/kit';
import { listStaffEvents, readStaffEventFilter } from '$lib/server/staff/list-staff-events.ts';
import type { PageServerLoad } from './$types';

/** One page of the events that this person has a part in. */
export const load: PageServerLoad = async ({ locals: { hub, staff, lang }, url }) => {
  if (!staff) error(403, 'forbidden');
  const filter = readStaffEventFilter(url.searchParams);
  const from = url.searchParams.get('cursor');
  const { events, cursor } = await listStaffEvents(hub, staff.id, {
    ...filter,
    lang,
    cursor: from
  });
  return { events, cursor, filter, continued: from !== null };
};
