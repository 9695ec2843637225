import { error } from '@sveltejs/kit';
import { accentStyles } from '$lib/server/house/accent.ts';
import { findHouse } from '$lib/server/house/house.ts';
import type { RequestHandler } from './$types';

/** The house's own colour; its address changes with it, so that browsers may keep it. */
export const GET: RequestHandler = async ({ locals: { hub } }) => {
  const { accent } = await findHouse(hub.db);
  if (!accent) error(404, 'not_found');
  return new Response(accentStyles(accent), {
    headers: {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=86400'
    }
  });
};
