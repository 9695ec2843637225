import { error } from '@sveltejs/kit';
import { listStaffEvents } from '$lib/server/staff/list-staff-events.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const { hub, staff, lang } = locals;
  if (!staff) error(403, 'forbidden');
  return { events: await listStaffEvents(hub, staff.id, lang), now: hub.now().toISOString() };
};
