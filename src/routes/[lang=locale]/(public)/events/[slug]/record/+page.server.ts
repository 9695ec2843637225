import { error, redirect } from '@sveltejs/kit';
import { linkPicturePath } from '$lib/events/cover-path.ts';
import { eventPath } from '$lib/i18n/paths.ts';
import { findEvent, findEventId } from '$lib/server/events/find-event.ts';
import { renderMarkdown } from '$lib/server/events/markdown.ts';
import { listAnsweredQuestions } from '$lib/server/questions/answered-questions.ts';
import type { PageServerLoad } from './$types';

/** What stays of an event. Until it is over, its own page is the place to be. */
export const load: PageServerLoad = async ({ locals: { hub, lang }, params }) => {
  const found = await findEvent(hub, params.slug, lang);
  if (!found) error(404, 'not_found');
  if ('movedTo' in found) redirect(308, eventPath(lang, found.movedTo, 'record'));
  if (found.phase !== 'past' || found.status === 'cancelled')
    redirect(307, eventPath(lang, params.slug));
  const eventId = await findEventId(hub.db, params.slug, lang);
  if (!eventId) error(404, 'not_found');
  return {
    slugs: found.slug,
    event: {
      ...found,
      recap: found.recap && { html: renderMarkdown(found.recap.text), lang: found.recap.lang }
    },
    image: linkPicturePath(found.slug.es, lang, found.revision),
    questions: await listAnsweredQuestions(hub.db, eventId)
  };
};
