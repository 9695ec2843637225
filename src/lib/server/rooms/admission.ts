import type { Executor } from '../db/schema.ts';

const LINKS_MAX = 5;
const SEPARATOR = '.';

/** How long a browser keeps its private links, in seconds: they outlive the wait for an event announced early. */
export const LINKS_AGE = 400 * 24 * 60 * 60;

/** An attendee's private links, newest first, as one cookie holds them. */
export function readLinks(cookie: string | null | undefined): string[] {
  return (cookie ?? '')
    .split(SEPARATOR)
    .filter((token) => /^[\w-]{20,64}$/.test(token))
    .slice(0, LINKS_MAX);
}

/** The cookie's new value with this link in front. */
export function addLink(cookie: string | null | undefined, token: string): string {
  return [token, ...readLinks(cookie).filter((known) => known !== token)]
    .slice(0, LINKS_MAX)
    .join(SEPARATOR);
}

/** The cookie's new value without these links; empty when none is left. */
export function dropLinks(cookie: string | null | undefined, links: readonly string[]): string {
  return readLinks(cookie)
    .filter((known) => !links.includes(known))
    .join(SEPARATOR);
}

export interface RoomEvent {
  id: string;
  access: 'open' | 'rsvp';
  status: 'draft' | 'published' | 'cancelled' | 'ended';
  /** The event of which this is a rehearsal: always a draft, for staff and panel only. */
  rehearsalOf: string | null;
}

/** The event behind a slug of either language, drafts included. */
export async function findRoomEvent(executor: Executor, slug: string): Promise<RoomEvent | null> {
  const row = await executor
    .selectFrom('event_texts')
    .innerJoin('events', 'events.id', 'event_texts.event_id')
    .select(['events.id', 'events.access', 'events.status', 'events.rehearsal_of as rehearsalOf'])
    .where('event_texts.slug', '=', slug)
    .orderBy('event_texts.lang')
    .executeTakeFirst();
  return row ?? null;
}
