import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { error } from '@sveltejs/kit';
import { BAND_SIZE, COVER_SIZE } from '$lib/events/cover-path.ts';
import { coverSvg } from '$lib/events/cover.ts';
import { findEventId } from '$lib/server/events/find-event.ts';
import { answerPicture, picture } from '../picture-response.ts';
import type { RequestHandler } from './$types';

const compress = promisify(gzip);

/** The papel picado of a public event: `?shape=band` is the garland. The same for ever, until we draw better. */
export const GET: RequestHandler = async ({ locals: { hub, lang }, params, url, request }) => {
  if (!(await findEventId(hub.db, params.slug, lang))) error(404, 'not_found');
  const svg = coverSvg(
    params.slug,
    url.searchParams.get('shape') === 'band' ? BAND_SIZE : COVER_SIZE
  );
  const packed = /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '');
  const body = packed ? await compress(svg) : Buffer.from(svg);
  return answerPicture(request, picture(body), {
    'content-type': 'image/svg+xml',
    'cache-control': 'public, max-age=604800',
    vary: 'Accept-Encoding',
    ...(packed && { 'content-encoding': 'gzip' })
  });
};
