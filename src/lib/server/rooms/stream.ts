import type { Executor } from '../db/schema.ts';
import { eventPhase } from '../events/phase.ts';

/** How a stream is shown: in a frame of one of the players that the content policy names, or as a link. */
export interface Stream {
  kind: 'frame' | 'link';
  url: string;
  host: string;
}

/** The stream of an event, only while its room is open; whether the visitor is admitted is the caller's question. */
export async function findOpenStream(
  executor: Executor,
  eventId: string,
  now: Date
): Promise<Stream | null> {
  const event = await executor
    .selectFrom('events')
    .select(['stream_url', 'start_local', 'starts_at', 'ends_at', 'status'])
    .where('id', '=', eventId)
    .executeTakeFirst();
  if (!event?.stream_url || event.status !== 'published') return null;
  const phase = eventPhase(event, now);
  return phase === 'soon' || phase === 'live' ? asStream(new URL(event.stream_url)) : null;
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
