import type { Locale } from '../../i18n/locales.ts';
import { eventPath, pathIn } from '../../i18n/paths.ts';
import { translatorFor } from '../../i18n/translator.ts';
import { formatWhen } from '../../i18n/when.ts';
import type { Context } from '../context.ts';
import { loadNewestEvents, type CalendarEvent } from './calendar-events.ts';
import { languageLine } from './language-line.ts';

/** The Atom feed (RFC 4287) of the events changed last, in one language. */
export async function eventsFeed(context: Context, lang: Locale): Promise<string> {
  const events = await loadNewestEvents(context, lang);
  const { origin } = context.config;
  const title = translatorFor(lang)('events:calendar.feedName');
  const updated = events[0]?.updatedAt ?? '1970-01-01T00:00:00.000Z';
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${lang}">`,
    `<id>${escapeXml(origin + pathIn(lang, '/feed.xml'))}</id>`,
    `<title>${escapeXml(title)}</title>`,
    `<updated>${updated}</updated>`,
    '<author><name>Encuentro</name></author>',
    `<link rel="self" type="application/atom+xml" href="${escapeXml(origin + pathIn(lang, '/feed.xml'))}"/>`,
    `<link rel="alternate" type="text/html" href="${escapeXml(origin + pathIn(lang, '/'))}"/>`,
    ...events.map((event) => entry(event, lang, origin)),
    '</feed>',
    ''
  ].join('\n');
}

function entry(event: CalendarEvent, lang: Locale, origin: string): string {
  const lines = [
    formatWhen(event.when, lang),
    event.place?.text,
    event.summary?.text,
    languageLine(event, lang)
  ];
  return [
    `<entry xml:lang="${event.title.lang}">`,
    `<id>urn:uuid:${escapeXml(event.id)}</id>`,
    `<title>${escapeXml(event.title.text)}</title>`,
    `<updated>${event.updatedAt}</updated>`,
    `<link rel="alternate" type="text/html" href="${escapeXml(origin + eventPath(lang, event.slug[lang]))}"/>`,
    `<summary>${escapeXml(lines.filter(Boolean).join('\n'))}</summary>`,
    '</entry>'
  ].join('\n');
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;'
};

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
