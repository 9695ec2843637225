import { error } from '@sveltejs/kit';
import { findStaffEvent, ORGANIZING } from '$lib/server/staff/access.ts';
import type { LayoutServerLoad } from './$types';

/** Whether the ways through one event are shown; each page asks for itself whether it opens. */
export const load: LayoutServerLoad = async ({ locals: { hub, staff }, params: { slug } }) => {
  if (!staff) error(403, 'forbidden');
  return { organizes: (await findStaffEvent(hub.db, staff.id, slug, ORGANIZING)) !== null };
};
