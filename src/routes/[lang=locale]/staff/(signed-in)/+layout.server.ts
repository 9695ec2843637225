import { redirect } from '@sveltejs/kit';
import { pathIn } from '$lib/i18n/paths.ts';
import type { LayoutServerLoad } from './$types';

/** Leads to the sign-in and back. What a page may show is each page's own question, asked in its query. */
export const load: LayoutServerLoad = ({ locals, url, setHeaders }) => {
  if (!locals.staff)
    redirect(
      303,
      `${pathIn(locals.lang, '/staff/sign-in')}?next=${encodeURIComponent(url.pathname)}`
    );
  setHeaders({ 'cache-control': 'private, no-store' });
  return { staff: { name: locals.staff.name } };
};
