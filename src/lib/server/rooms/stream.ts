import type { Locale } from '../../i18n/locales.ts';
import { CHANNELS, type Channel } from '../../schema/channel.ts';
import type { Executor } from '../db/schema.ts';
import { readLanguages, readLocalText } from '../events/columns.ts';
import { eventPhase } from '../events/phase.ts';

/** How a stream is shown: in a frame of one of the players that the content policy names, or as a link. */
export interface Stream {
  kind: 'frame' | 'link';
  url: string;
  host: string;
}

/** What can be listened to now, without an address. */
export interface OpenChannels {
  /** At least one. */
  channels: Channel[];
  /** The languages of the floor. */
  spoken: Locale[];
}

/** The channels of an event, only while its room is open; null when there is nothing to play. */
export async function findOpenChannels(
  executor: Executor,
  eventId: string,
  now: Date
): Promise<OpenChannels | null> {
  const open = await findOpen(executor, eventId, now);
  const channels = CHANNELS.filter((channel) => open?.addresses[channel]);
  return open && channels.length > 0 ? { channels, spoken: open.spoken } : null;
}

/**
 * The stream of an event, only while its room is open; whether the visitor is admitted is the caller's question.
 * Where the channel has none, it is the floor's, or the one that there is.
 */
export async function findOpenStream(
  executor: Executor,
  eventId: string,
  now: Date,
  wanted: Channel = 'original'
): Promise<(Stream & { channel: Channel }) | null> {
  const open = await findOpen(executor, eventId, now);
  const channel = [wanted, ...CHANNELS].find((each) => open?.addresses[each]);
  const address = channel && open?.addresses[channel];
  return channel && address ? { channel, ...asStream(new URL(address)) } : null;
}

async function findOpen(executor: Executor, eventId: string, now: Date) {
  const event = await executor
    .selectFrom('events')
    .select(['stream_url', 'stream_channels', 'spoken'])
    .select(['start_local', 'starts_at', 'ends_at', 'status'])
    .where('id', '=', eventId)
    .executeTakeFirst();
  if (event?.status !== 'published') return null;
  const phase = eventPhase(event, now);
  if (phase !== 'soon' && phase !== 'live') return null;
  const addresses: Partial<Record<Channel, string>> = {
    ...readLocalText(event.stream_channels),
    ...(event.stream_url && { original: event.stream_url })
  };
  return { addresses, spoken: readLanguages(event.spoken) };
}

const YOUTUBE = ['youtube.com', 'youtube-nocookie.com'];
const VIMEO = ['vimeo.com', 'player.vimeo.com'];

/** How the room shows a stream address that `isStreamUrl` allows; players without cookies where the service has one. */
export function asStream(url: URL): Stream {
  const host = url.hostname.replace(/^(www|m)\./, '');
  const inPath =
    host === 'youtu.be' || YOUTUBE.includes(host) ? url.pathname.split('/').at(-1) : null;
  const youtube = YOUTUBE.includes(host) ? (url.searchParams.get('v') ?? inPath) : inPath;
  if (youtube)
    return frame(
      `https://www.youtube-nocookie.com/embed/${encodeURIComponent(youtube)}?autoplay=1`,
      host
    );
  const vimeo = VIMEO.includes(host) ? /^\/(?:video\/)?(\d+)/.exec(url.pathname)?.[1] : null;
  if (vimeo) return frame(`https://player.vimeo.com/video/${vimeo}?dnt=1&autoplay=1`, host);
  if (host === 'meet.jit.si') return frame(url.href, host);
  return { kind: 'link', url: url.href, host };
}

function frame(url: string, host: string): Stream {
  return { kind: 'frame', url, host };
}
