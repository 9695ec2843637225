import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** The reader's language: their cookie, else what the browser asks for. */
export const load: PageServerLoad = ({ locals, setHeaders }) => {
  setHeaders({ vary: 'Accept-Language, Cookie', 'cache-control': 'private, no-cache' });
  redirect(302, `/${locals.lang}`);
};
