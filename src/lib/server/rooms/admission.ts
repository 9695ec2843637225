import type { Executor } from '../db/schema.ts';
import { hashToken } from '../privacy/keys.ts';

/** An attendee's private links, newest first, as one cookie holds them. */
const LINKS_MAX = 5;
const SEPARATOR = '.';

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

export interface RoomEvent {
  id: string;
  access: 'open' | 'rsvp';
  status: 'draft' | 'published' | 'cancelled' | 'ended';
  /** The event of which this is a rehearsal: always a draft, for staff and panel only. */
  rehearsalOf: string | null;
}

/** Whether a visitor may enter: the room is open to all, or one of their links is a confirmed place in it. */
export async function isAdmitted(
  executor: Executor,
  event: Pick<RoomEvent, 'id' | 'access'>,
  links: readonly string[]
): Promise<boolean> {
  if (event.access === 'open') return true;
  if (links.length === 0) return false;
  const place = await executor
    .selectFrom('rsvps')
    .select('id')
    .where('event_id', '=', event.id)
    .where('status', '=', 'confirmed')
    .where('token_hash', 'in', links.map(hashToken))
    .executeTakeFirst();
  return place !== undefined;
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
