import { error } from '@sveltejs/kit';
import { readPhoto } from '$lib/server/people/photo-files.ts';
import type { RequestHandler } from './$types';

/** One size of somebody's picture. What is in a file named by its content never changes. */
export const GET: RequestHandler = async ({ locals: { hub }, params }) => {
  const photo = await readPhoto(hub, params.name);
  if (!photo) error(404, 'not_found');
  return new Response(new Uint8Array(photo.body), {
    headers: {
      'content-type': photo.type,
      'content-disposition': 'inline',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin'
    }
  });
};
