import { readdirSync } from 'node:fs';

/** An address that anybody may try, and whether it is about one event. */
export interface PublicAddress {
  path: string;
  isOfEvent: boolean;
}

/**
 * Every address of every route outside the staff's and the panel's, in both languages, with this slug where
 * an event is named. Read from the routes themselves: a new one is walked without a word here.
 */
export function publicAddresses(slug: { es: string; en: string }): PublicAddress[] {
  const routes = readdirSync('src/routes', { recursive: true, encoding: 'utf8' })
    .map((file) => /^(.*?)\/?\+(?:page\.server|page|server)\.(?:ts|svelte)$/.exec(file)?.[1])
    .filter((route) => route !== undefined)
    .filter((route) => !/\/(staff|panel)(\/|$)/.test(route));
  const paths = [...new Set(routes)].flatMap((route) =>
    (['es', 'en'] as const).flatMap((lang) => [
      { path: addressOf(route, lang, slug.es), isOfEvent: route.includes('[slug]') },
      { path: addressOf(route, lang, slug.en), isOfEvent: route.includes('[slug]') }
    ])
  );
  return [...new Map(paths.map((one) => [one.path, one])).values()];
}

function addressOf(route: string, lang: string, slug: string): string {
  const path = route
    .replace('[lang=locale]', lang)
    .replace(/\([\w-]+\)\//g, '')
    .replace(/\([\w-]+\)$/, '')
    .replace('[slug]', slug)
    .replace('[token]', 'no-such-token')
    .replace('[...rest]', 'nothing');
  return `/${path}`.replace(/(?<=.)\/$/, '');
}
