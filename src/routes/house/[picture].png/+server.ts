import { error } from '@sveltejs/kit';
import { findHousePicture, HOUSE_PICTURES } from '$lib/server/house/logo.ts';
import { answerPicture, picture } from '../../covers/picture-response.ts';
import type { RequestHandler } from './$types';

/** The logo and the icons made of it. */
export const GET: RequestHandler = async ({ locals: { hub }, params, request }) => {
  const id = HOUSE_PICTURES.find((known) => known === params.picture);
  const png = id ? await findHousePicture(hub.db, id) : null;
  if (!png) error(404, 'not_found');
  return answerPicture(request, picture(png), {
    'content-type': 'image/png',
    'cache-control': 'public, max-age=86400'
  });
};
