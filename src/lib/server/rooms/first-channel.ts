import { isLocale, type Locale } from '../../i18n/locales.ts';
import type { Channel } from '../../schema/channel.ts';
import type { Executor } from '../db/schema.ts';
import { hashToken } from '../privacy/keys.ts';
import { LIVE_STATUSES } from '../rsvps/states.ts';
import type { OpenChannels } from './stream.ts';

/**
 * The channel that somebody begins with: the one they chose before, else the language that they want to listen
 * to. Where nothing else is spoken, that is the floor.
 */
export function firstChannel(
  { channels, spoken }: OpenChannels,
  kept: Channel | null,
  listen: Locale
): Channel {
  const isFloor = spoken.length === 1 && spoken[0] === listen;
  const wanted = kept ?? (isFloor ? 'original' : listen);
  return channels.find((channel) => channel === wanted) ?? channels[0] ?? 'original';
}

/** The language that the holder of one of these private links wants to listen to; null when none is of this event. */
export async function listenOf(
  executor: Executor,
  eventId: string,
  links: readonly string[]
): Promise<Locale | null> {
  if (links.length === 0) return null;
  const row = await executor
    .selectFrom('rsvps')
    .select('listen')
    .where('event_id', '=', eventId)
    .where('status', 'in', LIVE_STATUSES)
    .where('token_hash', 'in', links.map(hashToken))
    .orderBy('created_at', 'desc')
    .executeTakeFirst();
  return row && isLocale(row.listen) ? row.listen : null;
}
