import { home } from '$lib/server/events/home.ts';
import type { EventCard, EventPage, PublicPerson } from '$lib/server/events/public-event.ts';
import type { PageServerLoad } from './$types';

/** What is live now, what is next, what was. */
export const load: PageServerLoad = async ({ locals: { hub, lang } }) => {
  const { featured, ...lists } = await home(hub, lang);
  return { ...lists, featured: featured && spread(featured), now: hub.now().toISOString() };
};

/** The spread shows a card's worth and who speaks; the rest would travel for nothing. */
function spread(page: EventPage): EventCard & { speakers: PublicPerson[] } {
  const {
    description: _d,
    notes: _n,
    recap: _r,
    people,
    resources: _s,
    partners: _p,
    previous: _b,
    following: _f,
    action: _a,
    ...card
  } = page;
  const speakers = people.filter((person) => person.role === 'panelist');
  return { ...card, speakers: speakers.map((person) => ({ ...person, bio: null })) };
}
