import { error } from '@sveltejs/kit';
import { collectHeld } from '$lib/server/privacy/held-by-person.ts';
import { findOwnPerson } from '../my-data/own-person.ts';
import type { RequestHandler } from './$types';

/** Everything held on the person of one private link of this browser, as a file. */
export const GET: RequestHandler = async ({ locals: { hub, lang }, cookies, url }) => {
  const own = await findOwnPerson(hub, cookies, lang, url.searchParams.get('rsvp'));
  if (!own) error(404, 'not_found');
  const held = await collectHeld(hub, own.person, lang);
  return new Response(JSON.stringify(held, null, 2), {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="encuentro.json"',
      'cache-control': 'no-store'
    }
  });
};
