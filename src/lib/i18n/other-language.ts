import { otherLocale, type Locale } from './locales.ts';
import { localeOfPath, routePath, visiblePath } from './paths.ts';

/** What a page says of its own addresses: pages of an event have one slug per language. */
interface PageData {
  slugs?: Record<Locale, string>;
}

/** The address of the same page in `lang`, query and all. Pages whose data hold `slugs` get that language's slug. */
export function addressIn(lang: Locale, url: URL, data: PageData): string {
  const current = localeOfPath(url.pathname);
  if (!current) return `/${lang}`;
  const route = routePath(url.pathname);
  const path = `/${lang}${route.slice(3)}`;
  const from = data.slugs?.[otherLocale(lang)];
  const to = data.slugs?.[lang];
  const moved = from && to ? withSlug(path, from, to) : path;
  return visiblePath(moved) + url.search;
}

/** A slug may be one of our own words: it is the slug only behind `events`. */
function withSlug(path: string, from: string, to: string): string {
  const segments = path.split('/');
  return segments
    .map((segment, index) => (segment === from && segments[index - 1] === 'events' ? to : segment))
    .join('/');
}
