import type { Locale } from '../../i18n/locales.ts';
import type { Context } from '../context.ts';
import { findEventId, loadEventPage } from './find-event.ts';
import { listEvents } from './list-events.ts';
import type { EventCard, EventPage } from './public-event.ts';

/** The home page: one event as a spread, then cards; the spread is in none of the lists. */
export interface Home {
  featured: EventPage | null;
  live: EventCard[];
  upcoming: EventCard[];
  past: EventCard[];
}

const CARDS = 6;
const DAY = 24 * 60 * 60 * 1000;

/** What is live now, what is next and what was. */
export async function home(context: Context, lang: Locale): Promise<Home> {
  const { events: coming } = await listEvents(context, {
    lang,
    when: 'upcoming',
    limit: 4 * CARDS
  });
  const { events: past } = await listEvents(context, { lang, when: 'past', limit: CARDS });
  const first = chooseFeatured(coming, context.now());
  const rest = coming.filter((card) => card !== first);
  return {
    featured: first && (await findFeatured(context, first, lang)),
    live: rest.filter((card) => card.phase === 'live'),
    upcoming: rest.filter((card) => card.phase !== 'live').slice(0, CARDS),
    past
  };
}

/** Live with a clock first, then what begins within a day, then a trip under way, then whatever is next. */
function chooseFeatured(coming: EventCard[], now: Date): EventCard | null {
  const held = coming.filter((card) => card.status === 'published');
  const live = held.filter((card) => card.phase === 'live');
  const next = held.find((card) => card.phase !== 'live');
  const soon = next && Date.parse(next.when.startsAt) - now.getTime() < DAY ? next : undefined;
  return live.find((card) => card.when.type === 'timed') ?? soon ?? live[0] ?? next ?? null;
}

async function findFeatured(
  context: Context,
  card: EventCard,
  lang: Locale
): Promise<EventPage | null> {
  const id = await findEventId(context.db, card.slug[lang], lang);
  return id === null ? null : loadEventPage(context, id, lang);
}
