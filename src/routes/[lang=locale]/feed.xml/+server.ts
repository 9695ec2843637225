import { eventsFeed } from '$lib/server/events/feed.ts';
import type { RequestHandler } from './$types';

/** The Atom feed of one language. */
export const GET: RequestHandler = async ({ locals: { hub, lang } }) => {
  return new Response(await eventsFeed(hub, lang), {
    headers: {
      'content-type': 'application/atom+xml; charset=utf-8',
      'cache-control': 'public, max-age=300'
    }
  });
};
