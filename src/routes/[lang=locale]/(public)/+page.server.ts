import { home } from '$lib/server/events/home.ts';
import type { PageServerLoad } from './$types';

/** What is live now, what is next, what was. */
export const load: PageServerLoad = async ({ locals: { hub, lang } }) => {
  const { featured, ...lists } = await home(hub, lang);
  return {
    ...lists,
    featured: featured && withoutLongTexts(featured),
    now: hub.now().toISOString()
  };
};

/** The spread shows a card's worth; the rest would travel for nothing. */
function withoutLongTexts<
  Page extends Record<
    'description' | 'notes' | 'recap' | 'people' | 'resources' | 'action',
    unknown
  >
>(page: Page) {
  const {
    description: _d,
    notes: _n,
    recap: _r,
    people: _p,
    resources: _s,
    action: _a,
    ...card
  } = page;
  return card;
}
