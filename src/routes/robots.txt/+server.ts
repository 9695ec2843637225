import { pathIn } from '$lib/i18n/paths.ts';
import type { RequestHandler } from './$types';

/** Everything public may be found; private links say `noindex` themselves, so crawlers must be able to read that. */
export const GET: RequestHandler = ({ locals: { hub } }) => {
  const lines = [
    'User-agent: *',
    `Disallow: ${pathIn('es', '/staff')}`,
    `Disallow: ${pathIn('en', '/staff')}`,
    'Disallow: /api/',
    '',
    `Sitemap: ${hub.config.origin}/sitemap.xml`,
    ''
  ];
  return new Response(lines.join('\n'), {
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'public, max-age=3600'
    }
  });
};
