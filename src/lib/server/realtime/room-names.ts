import { hashToken } from '../privacy/keys.ts';

/** Names of socket rooms; they carry messages and grant nothing. */
export const roomNames = {
  audience: (eventId: string, audience: 'viewers' | 'staff') => `${audience}:${eventId}`,
  /** Everybody in a room, whatever they may see of it. */
  event: (eventId: string) => `event:${eventId}`,
  author: (viewerId: string) => `author:${viewerId}`,
  /** Every socket of somebody of staff. */
  staff: (userId: string) => `staff:${userId}`,
  session: (sessionId: string) => `session:${sessionId}`,
  place: (link: string) => `place:${hashToken(link)}`,
  /** The one browser that has a seat. */
  seat: (key: string) => `seat:${key}`,
  /** Who came in by one panel link. */
  panel: (linkId: string) => `panel:${linkId}`,
  /** Who hears the signals of an event: its staff and its panel. */
  signals: (eventId: string) => `signals:${eventId}`
};
