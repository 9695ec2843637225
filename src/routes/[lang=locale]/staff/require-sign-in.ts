import { redirect, type ServerLoadEvent } from '@sveltejs/kit';
import { pathIn } from '$lib/i18n/paths.ts';

/**
 * Leads to the sign-in and back to where somebody wanted to go; who is signed in gets past. What a
 * page may show is each page's own question, asked in its query.
 */
export function requireSignIn({
  locals,
  url,
  setHeaders
}: Pick<ServerLoadEvent, 'locals' | 'url' | 'setHeaders'>): { staff: { name: string } } {
  if (!locals.staff)
    redirect(
      303,
      `${pathIn(locals.lang, '/staff/sign-in')}?next=${encodeURIComponent(url.pathname + url.search)}`
    );
  setHeaders({ 'cache-control': 'private, no-store' });
  return { staff: { name: locals.staff.name } };
}
