/** A link that may be shown: https without a user name or password in it. */
export function isWebUrl(text: string): boolean {
  return secureUrl(text) !== null;
}

const STREAM_HOSTS = new Set([
  'youtube.com',
  'www.youtube.com',
  'm.youtube.com',
  'www.youtube-nocookie.com',
  'youtu.be',
  'vimeo.com',
  'www.vimeo.com',
  'player.vimeo.com',
  'meet.jit.si'
]);

/**
 * A stream that the room can show: YouTube, Vimeo, Jitsi Meet, a PeerTube embed (`…/videos/embed/…`) or an
 * HLS playlist (`….m3u8`), always https, on the standard port and without credentials.
 */
export function isStreamUrl(text: string): boolean {
  const url = secureUrl(text);
  if (!url || url.port !== '') return false;
  if (STREAM_HOSTS.has(url.hostname)) return url.pathname.length > 1;
  return (
    isPublicName(url.hostname) &&
    (/^\/videos\/embed\/[\w-]+$/.test(url.pathname) || /\.m3u8$/.test(url.pathname))
  );
}

function secureUrl(text: string): URL | null {
  // The URL parser drops tabs, newlines and outer spaces; an address that has them is not what it looks like.
  if (/[\s\p{C}]/u.test(text) || !/^https:\/\//i.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  return url.username === '' && url.password === '' && !/^https:\/\/[^/?#]*@/i.test(text)
    ? url
    : null;
}

/** A name on the internet, not an address in the server's own network. */
function isPublicName(host: string): boolean {
  return (
    /\.[a-z][a-z0-9-]*$/i.test(host) && !/\.(?:local|localhost|internal|lan|home|test)$/i.test(host)
  );
}
