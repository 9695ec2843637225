import { error, fail, redirect } from '@sveltejs/kit';
import { BAND_SIZE } from '$lib/events/cover-path.ts';
import { coverSvg } from '$lib/events/cover.ts';
import { isLocale, LOCALES, type FoundText, type Locale } from '$lib/i18n/locales.ts';
import { staffEventPath } from '$lib/i18n/paths.ts';
import { calendarLinks } from '$lib/server/events/calendar-links.ts';
import { changedFields } from '$lib/server/events/changed-fields.ts';
import { checkAddressed } from '$lib/server/events/check-addressed.ts';
import { findOtherWriter, missingTexts } from '$lib/server/events/draft-view.ts';
import { loadDraft } from '$lib/server/events/event-draft.ts';
import { findEventTitle } from '$lib/server/events/find-event-title.ts';
import { countChangeMails } from '$lib/server/events/mails-of-change.ts';
import { renderMarkdown } from '$lib/server/events/markdown.ts';
import { ROOM_OPENS_MINUTES } from '$lib/server/events/phase.ts';
import { previewEvent } from '$lib/server/events/preview-event.ts';
import type { EventPage } from '$lib/server/events/public-event.ts';
import { publishEvent } from '$lib/server/events/publish-event.ts';
import { asStream } from '$lib/server/rooms/stream.ts';
import { organizedEvent } from '../organized-event.ts';
import { readSeen } from '../read-seen.ts';
import type { Actions, PageServerLoad } from './$types';

/** Where each interpretation plays; only its address is told, so that nothing of it is fetched. */
function hostsOf(channels: Partial<Record<Locale, string | undefined>> = {}) {
  return LOCALES.flatMap((lang) => {
    const address = channels[lang];
    return address ? [{ lang, host: asStream(new URL(address)).host }] : [];
  });
}

const VIEWS = ['page', 'room', 'mail'] as const;

/** What readers will see in each language once this is published, and whom that will mail. */
export const load: PageServerLoad = async (request) => {
  const { hub, staff, event } = await organizedEvent(request);
  const { lang } = request.locals;
  const { searchParams } = request.url;
  if (event.slug[lang] !== request.params.slug)
    redirect(308, staffEventPath(lang, event.slug[lang], 'preview') + request.url.search);
  const draft = await loadDraft(hub.db, event.id);
  if (!draft) error(404, 'not_found');
  const ready = await checkAddressed(hub.db, hub, event.id, draft.content);
  const wanted = searchParams.get('in');
  const shown = isLocale(wanted) ? wanted : lang;
  return {
    slugs: event.slug,
    title: await findEventTitle(hub.db, event.id, lang),
    status: draft.event.status,
    content: draft.content,
    savedBy: await findOtherWriter(hub.db, draft, staff.id),
    seen: { version: draft.version, updatedAt: draft.event.updated_at },
    changes: draft.event.status === 'draft' ? [] : changedFields(draft),
    missing: missingTexts(draft.content),
    problems: ready.ok ? {} : ready.problems,
    mails: ready.ok ? await countChangeMails(hub, staff.id, draft) : null,
    shown,
    view: VIEWS.find((known) => known === searchParams.get('view')) ?? ('page' as const),
    preview: ready.ok ? shownPreview((await previewEvent(hub, event.id, ready))[shown]) : null,
    stream: ready.ok && ready.event.stream ? asStream(new URL(ready.event.stream)) : null,
    channels: ready.ok ? hostsOf(ready.event.channels) : [],
    now: hub.now().toISOString()
  };

  function shownPreview({ page, mail }: Awaited<ReturnType<typeof previewEvent>>['es']) {
    const calendar = calendarLinks(page, { lang: shown, origin: hub.config.origin });
    const opens = Date.parse(page.when.startsAt) - ROOM_OPENS_MINUTES * 60_000;
    const roomOpensAt = new Date(opens).toISOString();
    const drawing = Buffer.from(coverSvg(page.slug.es, BAND_SIZE)).toString('base64');
    const cover = `data:image/svg+xml;base64,${drawing}`;
    return { event: withRenderedTexts(page), mail, calendar, roomOpensAt, cover };
  }
};

export const actions: Actions = {
  publish: async (request) => {
    const { hub, staff, event } = await organizedEvent(request);
    const { lang } = request.locals;
    const seen = readSeen(await request.request.formData());
    const outcome = await publishEvent(hub, staff.id, event.id, seen);
    if (!outcome.ok) return fail(409, { refused: outcome.code });
    hub.outbox.wake();
    redirect(303, `${staffEventPath(lang, outcome.slug[lang], 'edit')}?published`);
  }
};

function withRenderedTexts(page: EventPage) {
  const rendered = (text: FoundText | null) =>
    text && { html: renderMarkdown(text.text), lang: text.lang };
  return {
    ...page,
    description: rendered(page.description),
    notes: rendered(page.notes),
    recap: rendered(page.recap)
  };
}
