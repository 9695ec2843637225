import type { IncomingMessage } from 'node:http';

/**
 * Refuses engine requests of other sites, on every request: `cors` does not cover WebSocket, and
 * `allowRequest` sees only the first. Browsers leave `Origin` out of their own GET requests, which then
 * say `Sec-Fetch-Site: same-origin`; a client without cookies has no rights that a page could borrow.
 */
export function refuseForeignOrigins(origin: string) {
  return (request: IncomingMessage, _response: unknown, next: (error?: Error) => void): void => {
    next(isOwnOrigin(request, origin) ? undefined : new Error('foreign origin'));
  };
}

function isOwnOrigin({ headers }: IncomingMessage, origin: string): boolean {
  if (headers.origin !== undefined) return headers.origin === origin;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  return headers.cookie === undefined;
}
