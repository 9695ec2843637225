/** The types that a page of any site can send without asking first (Fetch, CORS-safelisted). */
const FORM_TYPES = new Set([
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'text/plain',
  'application/x-sveltekit-formdata'
]);
const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What mail programs send by themselves, without a page and so without an origin (RFC 8058, 3.2). */
const ONE_CLICK_ROUTES = new Set(['/[lang=locale]/(public)/unsubscribe/[token]']);

/**
 * Whether a request may write: reads always; a form only from our own pages; anything else unless it says
 * that it comes from elsewhere. Stands in for Kit's own check, which knows no exception for one route.
 */
export function mayWrite(
  { method, headers }: Pick<Request, 'method' | 'headers'>,
  routeId: string | null,
  ownOrigin: string
): boolean {
  if (READING.has(method)) return true;
  const origin = headers.get('origin');
  if (origin !== null) return origin === ownOrigin;
  if (routeId !== null && ONE_CLICK_ROUTES.has(routeId)) return true;
  return !isForm(headers) && headers.get('sec-fetch-site') !== 'cross-site';
}

function isForm(headers: Headers): boolean {
  const type = headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  return type !== undefined && FORM_TYPES.has(type);
}
