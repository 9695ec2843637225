/** How a recording's host takes the second to start at. */
const STARTS: { host: RegExp; at: (url: URL, seconds: number) => void }[] = [
  {
    host: /^(www\.|m\.)?(youtube\.com|youtu\.be)$/,
    at: (url, seconds) => url.searchParams.set('t', `${seconds}s`)
  },
  { host: /^(www\.|player\.)?vimeo\.com$/, at: (url, seconds) => (url.hash = `t=${seconds}s`) }
];

/** PeerTube lives on anybody's host; its watch pages are known by their path. */
const PEERTUBE = /^\/(w|videos\/watch)\//;

/** The recording from so many seconds on; null when its host has no known way to say so. */
export function recordingAt(recording: string, seconds: number): string | null {
  const url = new URL(recording);
  const known = STARTS.find(({ host }) => host.test(url.hostname));
  if (known) known.at(url, seconds);
  else if (PEERTUBE.test(url.pathname)) url.searchParams.set('start', `${seconds}s`);
  else return null;
  return url.href;
}
