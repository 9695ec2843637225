import { loadFigures } from '$lib/server/figures/load-figures.ts';
import { organizedPage } from '../organized-event.ts';
import type { PageServerLoad } from './$types';

/** The event in pictures and numbers, without anybody's name. */
export const load: PageServerLoad = async (request) => {
  const { hub, event, slug, frame } = await organizedPage(request, 'figures');
  return { slugs: event.slug, slug, frame, figures: await loadFigures(hub, event.id, frame) };
};
