import { error } from '@sveltejs/kit';
import { isLocale, type Locale } from '$lib/i18n/locales.ts';
import { translatorFor } from '$lib/i18n/translator.ts';
import { formatDate } from '$lib/i18n/when.ts';
import type { Context } from '$lib/server/context.ts';
import { renderOpenGraphImage, type OpenGraphPicture } from '$lib/server/events/cover-image.ts';
import { findEventId, loadEventPage } from '$lib/server/events/find-event.ts';
import { answerPicture, picture, type Picture } from '../picture-response.ts';
import type { RequestHandler } from './$types';

/** The picture that other sites show beside a link to an event: `?lang=` chooses the language of its title. */
export const GET: RequestHandler = async ({ locals: { hub, lang: own }, params, url, request }) => {
  const wanted = url.searchParams.get('lang');
  const drawing = await describe(hub, params.slug, isLocale(wanted) ? wanted : own);
  if (!drawing) error(404, 'not_found');
  return answerPicture(request, await drawOnce(drawing), {
    'content-type': 'image/png',
    'cache-control': 'public, max-age=86400'
  });
};

async function describe(
  context: Context,
  slug: string,
  lang: Locale
): Promise<OpenGraphPicture | null> {
  const eventId = await findEventId(context.db, slug, lang);
  const event = eventId && (await loadEventPage(context, eventId, lang));
  if (!event) return null;
  const kind = translatorFor(lang)(`events:kind.${event.kind}`);
  return {
    slug: event.slug.es,
    title: event.title.text,
    lang: event.title.lang,
    kicker: `${kind} · ${formatDate(event.when, lang)}`
  };
}

/** Drawing takes a tenth of a second; sites that preview a link come in crowds. */
const KEPT = 100;
const drawn = new Map<string, Promise<Picture>>();

function drawOnce(drawing: OpenGraphPicture): Promise<Picture> {
  const key = JSON.stringify(drawing);
  const known = drawn.get(key);
  if (known) return known;
  const fresh = renderOpenGraphImage(drawing).then(picture);
  drawn.set(key, fresh);
  fresh.catch(() => drawn.delete(key));
  const oldest = drawn.keys().next().value;
  if (drawn.size > KEPT && oldest !== undefined) drawn.delete(oldest);
  return fresh;
}
