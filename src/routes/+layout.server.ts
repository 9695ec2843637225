import type { LayoutServerLoad } from './$types';

/** Reads the address, so that a move to the other language asks again. */
export const load: LayoutServerLoad = ({ locals, url }) => {
  void url.pathname.slice(0, 3);
  return {
    lang: locals.lang,
    zone: locals.zone,
    origin: locals.hub.config.origin,
    staffName: locals.staff?.name ?? null
  };
};
