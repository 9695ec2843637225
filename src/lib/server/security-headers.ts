import { routePath } from '../i18n/paths.ts';
import type { Config } from './config.ts';

/** The one page that may look through a camera, at the tickets of who comes. */
const READS_TICKETS = /^\/(es|en)\/staff\/events\/[^/]+\/check-in$/;

/**
 * Headers of every answer of the app; the content policy itself is set by Kit, with a nonce. No
 * referrer leaves the hub: an attendee's private link must not reach the site that they go to next.
 * `no-referrer` would go further, but makes browsers send forms with `Origin: null` (Fetch, 3.2).
 */
export function withSecurityHeaders(
  response: Response,
  pathname: string,
  config: Config
): Response {
  const { headers } = response;
  headers.set('x-content-type-options', 'nosniff');
  headers.set('referrer-policy', 'same-origin');
  headers.set('cross-origin-opener-policy', 'same-origin');
  const camera = READS_TICKETS.test(routePath(pathname)) ? 'camera=(self)' : 'camera=()';
  headers.set('permissions-policy', `${camera}, microphone=(), geolocation=(), payment=()`);
  if (!pathname.startsWith('/embed/')) headers.set('x-frame-options', 'DENY');
  if (config.origin.startsWith('https:'))
    headers.set('strict-transport-security', 'max-age=31536000');
  if (!headers.has('cache-control') && headers.get('content-type')?.startsWith('text/html')) {
    headers.set('cache-control', 'private, no-cache');
  }
  return response;
}
