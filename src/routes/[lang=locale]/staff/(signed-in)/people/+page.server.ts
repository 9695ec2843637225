import { error } from '@sveltejs/kit';
import { listPeople } from '$lib/server/people/list-people.ts';
import type { PageServerLoad } from './$types';

/** The people of the house, for who organizes an event. */
export const load: PageServerLoad = async ({ locals: { hub, staff, lang }, url }) => {
  if (!staff) error(403, 'forbidden');
  const q = url.searchParams.get('q')?.trim() ?? '';
  const list = await listPeople(hub, staff.id, { lang, q, cursor: url.searchParams.get('cursor') });
  if (!list) error(404, 'not_found');
  return { ...list, q };
};
