import { error, redirect } from '@sveltejs/kit';
import { staffEventPath } from '$lib/i18n/paths.ts';
import { loadCueSheet } from '$lib/server/panel/cue-sheet.ts';
import { engineHost } from '$lib/server/questions/suggest-translation.ts';
import { staffSnapshot } from '$lib/server/rooms/room-snapshot.ts';
import { findStaffEvent, MODERATING } from '$lib/server/staff/access.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { hub, staff, lang } = locals;
  if (!staff) error(403, 'forbidden');
  const event = await findStaffEvent(hub.db, staff.id, params.slug, MODERATING);
  if (!event) error(404, 'not_found');
  if (event.slug[lang] !== params.slug)
    redirect(308, staffEventPath(lang, event.slug[lang], 'desk'));
  const { title, people, terms } = await loadCueSheet(hub.db, event.id, lang);
  return {
    slugs: event.slug,
    title,
    people: people.map(({ slug, name }) => ({ slug, name })),
    terms,
    engine: engineHost(hub.config),
    me: staff.name,
    snapshot: { ...(await staffSnapshot(hub.db, event.id)), viewers: 0 },
    now: hub.now().toISOString()
  };
};
