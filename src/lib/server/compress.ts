/** Small answers gain nothing. */
const WORTH = 1_400;

/**
 * Compresses a page that anybody may see. What is marked `no-store` is left alone: there, the length of
 * a compressed answer could betray a secret beside what was typed (BREACH).
 */
export async function compressed(request: Request, response: Response): Promise<Response> {
  if (!isPublicPage(request, response)) return response;
  const page = await response.arrayBuffer();
  if (page.byteLength < WORTH) return new Response(page, response);
  const body = new Blob([page]).stream().pipeThrough(new CompressionStream('gzip'));
  const headers = new Headers(response.headers);
  headers.set('content-encoding', 'gzip');
  headers.append('vary', 'Accept-Encoding');
  headers.delete('content-length');
  return new Response(body, { status: response.status, headers });
}

function isPublicPage(request: Request, { headers }: Response): boolean {
  const page = headers.get('content-type')?.startsWith('text/html') === true;
  const secret = headers.get('cache-control')?.includes('no-store') === true;
  const accepted = /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '');
  return (
    request.method === 'GET' && page && !secret && accepted && !headers.has('content-encoding')
  );
}
