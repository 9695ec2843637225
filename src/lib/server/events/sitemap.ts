import { LOCALES, type Locale } from '../../i18n/locales.ts';
import { eventPath, pathIn } from '../../i18n/paths.ts';
import type { Context } from '../context.ts';
import { slugsOf } from './public-event.ts';

/** A sitemap holds 50,000 addresses at most; each event has two. */
const MOST_EVENTS = 20_000;

/** All public pages in both languages, each with its pair (sitemaps.org, and `xhtml:link` alternates). */
export async function publicSitemap(context: Context): Promise<string> {
  const { origin } = context.config;
  const fixed = ['/', '/events'].map((path) => ({
    es: pathIn('es', path),
    en: pathIn('en', path)
  }));
  const events = await loadEventPaths(context);
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ...[...fixed, ...events].flatMap((paths) => LOCALES.map((lang) => entry(origin, paths, lang))),
    '</urlset>',
    ''
  ].join('\n');
}

async function loadEventPaths(context: Context): Promise<Record<Locale, string>[]> {
  const rows = await context.db
    .selectFrom('events')
    .innerJoin('event_texts', 'event_texts.event_id', 'events.id')
    .select(['events.id', 'event_texts.lang', 'event_texts.slug'])
    .where('events.status', '!=', 'draft')
    .orderBy('events.starts_at', 'desc')
    .orderBy('events.id')
    .limit(2 * MOST_EVENTS)
    .execute();
  return [...Map.groupBy(rows, (row) => row.id).values()].map((texts) => {
    const slug = slugsOf(texts);
    return { es: eventPath('es', slug.es), en: eventPath('en', slug.en) };
  });
}

/** Paths hold only what addresses may hold, so nothing needs escaping. */
function entry(origin: string, paths: Record<Locale, string>, lang: Locale): string {
  const alternates = LOCALES.map(
    (other) => `<xhtml:link rel="alternate" hreflang="${other}" href="${origin}${paths[other]}"/>`
  );
  return `<url><loc>${origin}${paths[lang]}</loc>${alternates.join('')}</url>`;
}
