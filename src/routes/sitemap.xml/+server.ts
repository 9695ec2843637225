import { publicSitemap } from '$lib/server/events/sitemap.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals: { hub } }) => {
  return new Response(await publicSitemap(hub), {
    headers: {
      'content-type': 'application/xml; charset=utf-8',
      'cache-control': 'public, max-age=3600'
    }
  });
};
