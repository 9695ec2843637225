import { isLocale, LOCALES, type Locale } from '$lib/i18n/locales.ts';
import { eventPath } from '$lib/i18n/paths.ts';
import { findEvent, findEventId, loadEventPage } from '$lib/server/events/find-event.ts';
import { publicJson, problem } from '../../../answers.ts';
import type { RequestHandler } from './$types';

/** One public event by the slug of either language; `lang` chooses the language of its texts, else the slug does. */
export const GET: RequestHandler = async ({ locals: { hub }, params: { slug }, url }) => {
  const wanted = url.searchParams.get('lang');
  if (wanted !== null && !isLocale(wanted)) return problem('invalid');
  const lang = wanted ?? (await languageOfSlug());
  const eventId = await findEventId(hub.db, slug, lang);
  const event = eventId && (await loadEventPage(hub, eventId, lang));
  if (!event) return problem('not_found');
  return publicJson({ ...event, url: hub.config.origin + eventPath(lang, event.slug[lang]) });

  async function languageOfSlug(): Promise<Locale> {
    const found = await findEvent(hub, slug, LOCALES[0]);
    return found && 'movedTo' in found ? LOCALES[1] : LOCALES[0];
  }
};
