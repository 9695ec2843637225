import type { Reroute } from '@sveltejs/kit';
import { routePath } from '$lib/i18n/paths.ts';

/** Spanish addresses reach the routes that are named in English. */
export const reroute: Reroute = ({ url }) => routePath(url.pathname);
