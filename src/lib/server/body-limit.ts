/** What any form or message of the hub needs at most, in bytes. */
const USUAL = 64 * 1024;
/** A picture of five megabytes, with the words beside it. */
const UPLOAD = 5.5 * 1024 * 1024;

/** An event's texts in two languages, as they are and, without scripts, as they were; or a list of a thousand people. */
const LONG_TEXTS = 512 * 1024;

/** Pages that take more. Their actions ask who is there before they read what comes. */
const LIMITS: Readonly<Record<string, number>> = {
  '/[lang=locale]/staff/(signed-in)/events/[slug]/attendees/import': LONG_TEXTS,
  '/[lang=locale]/staff/(signed-in)/events/[slug]/edit': LONG_TEXTS,
  '/[lang=locale]/staff/(signed-in)/people/[slug]': UPLOAD,
  '/[lang=locale]/staff/(signed-in)/house': UPLOAD
};

/** A body that is read while it comes must say so (Fetch, 5.4); the types do not know it yet. */
const STREAMED: RequestInit & { duplex: 'half' } = { duplex: 'half' };

/** The most that the server reads of any request; each route has a limit of its own below that. */
export const MOST_BYTES = UPLOAD;

/**
 * The request as the route may read it, or null when it is longer than the route takes (413). A body that does
 * not say how long it is breaks off where the limit is.
 */
export function withinBodyLimit(request: Request, routeId: string | null): Request | null {
  const limit = (routeId && LIMITS[routeId]) || USUAL;
  const length = request.headers.get('content-length');
  if (length !== null) return Number(length) <= limit ? request : null;
  if (!request.body) return request;
  const body = request.body.pipeThrough(counted(limit));
  return new Request(request, { ...STREAMED, body });
}

function counted(limit: number): TransformStream<Uint8Array, Uint8Array> {
  let left = limit;
  return new TransformStream({
    transform(chunk, controller) {
      left -= chunk.byteLength;
      if (left < 0) controller.error(new RangeError('the body is longer than its route takes'));
      else controller.enqueue(chunk);
    }
  });
}
