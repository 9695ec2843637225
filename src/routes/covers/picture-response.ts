import { createHash } from 'node:crypto';

export interface Picture {
  body: Buffer;
  etag: string;
}

/** A picture with the tag by which browsers ask whether it has changed. */
export function picture(body: Buffer): Picture {
  return { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` };
}

/** The picture, or 304 when the browser has it (RFC 9110, 13.1.2). */
export function answerPicture(
  request: Request,
  { body, etag }: Picture,
  headers: Record<string, string>
): Response {
  const common = { ...headers, etag };
  const known = request.headers
    .get('if-none-match')
    ?.split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''));
  if (known?.includes(etag)) return new Response(null, { status: 304, headers: common });
  return new Response(new Uint8Array(body), { headers: common });
}
