import { findHouse } from '$lib/server/house/house.ts';
import type { LayoutServerLoad } from './$types';

/** Reads the address, so that a move to the other language asks again. */
export const load: LayoutServerLoad = async ({ locals, url }) => {
  void url.pathname.slice(0, 3);
  return {
    lang: locals.lang,
    zone: locals.zone,
    origin: locals.hub.config.origin,
    house: await findHouse(locals.hub.db),
    staffName: locals.staff?.name ?? null
  };
};
