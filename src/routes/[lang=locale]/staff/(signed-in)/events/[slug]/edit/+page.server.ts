import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { randomUUID } from 'node:crypto';
import { staffEventPath } from '$lib/i18n/paths.ts';
import { isStreamUrl } from '$lib/schema/addresses.ts';
import { readEdit } from '$lib/schema/event-form.ts';
import { unstorable, viewDraft } from '$lib/server/events/draft-view.ts';
import { loadDraft } from '$lib/server/events/event-draft.ts';
import { findEventTitle } from '$lib/server/events/find-event-title.ts';
import { countStepMails } from '$lib/server/events/mails-of-change.ts';
import { renderMarkdown } from '$lib/server/events/markdown.ts';
import { changeEventStatus, type NextStatus } from '$lib/server/events/publish-event.ts';
import { saveDraft } from '$lib/server/events/save-draft.ts';
import { asStream } from '$lib/server/rooms/stream.ts';
import { organizedEvent } from '../organized-event.ts';
import { readSeen } from '../read-seen.ts';
import type { Actions, PageServerLoad } from './$types';

type Request = RequestEvent<{ slug: string }>;
const STREAMS = ['stream', 'channel.es', 'channel.en'] as const;
const NOTHING = { ok: true as const, conflicts: [] };

/** The editor of an event, for who organizes it; for everybody else there is no such page. */
export const load: PageServerLoad = async (request) => {
  const { hub, staff, event } = await organizedEvent(request);
  const { lang, zone } = request.locals;
  if (event.slug[lang] !== request.params.slug)
    redirect(308, staffEventPath(lang, event.slug[lang], 'edit'));
  const draft = await loadDraft(hub.db, event.id);
  if (!draft) error(404, 'not_found');
  return {
    view: await viewDraft(hub, draft, { staffId: staff.id, lang, zone }),
    /** Where a resource can be added without scripts. */
    spare: randomUUID(),
    slugs: event.slug,
    title: await findEventTitle(hub.db, event.id, lang),
    zones: Intl.supportedValuesOf('timeZone'),
    mails: {
      cancel: await countStepMails(hub, staff.id, draft, 'cancelled'),
      end: await countStepMails(hub, staff.id, draft, 'ended'),
      reinstate: await countStepMails(hub, staff.id, draft, 'published')
    }
  };
};

export const actions: Actions = {
  /** One field from a script while it is typed, or all of them from a plain form. */
  save: async (request) => {
    const { hub, staff, event } = await organizedEvent(request);
    const { lang, zone } = request.locals;
    const edit = readEdit(await request.request.formData());
    // An open editor asks what others wrote: that writes nothing.
    const isLook = Object.keys(edit.values).length === 0;
    const saved = isLook ? NOTHING : await saveDraft(hub, staff.id, event.id, edit);
    if (!saved.ok) error(404, 'not_found');
    const draft = await loadDraft(hub.db, event.id);
    if (!draft) error(404, 'not_found');
    const view = await viewDraft(hub, draft, { staffId: staff.id, lang, zone });
    const answer = { view, conflicts: saved.conflicts, refused: unstorable(edit.values) };
    if (saved.conflicts.length > 0) return fail(409, { ...answer, values: edit.values });
    // A plain form shows again what could not be kept.
    return Object.keys(answer.refused).length > 0 ? { ...answer, values: edit.values } : answer;
  },
  markdown: async (request) => {
    await organizedEvent(request);
    const text = (await request.request.formData()).get('text');
    return { html: renderMarkdown(typeof text === 'string' ? text.slice(0, 50_000) : '') };
  },
  stream: async (request) => {
    await organizedEvent(request);
    const data = await request.request.formData();
    const tried = STREAMS.find((field) => field === data.get('try')) ?? 'stream';
    // A plain form sends everything that is typed and not saved, and has it back.
    const typed = readEdit(data);
    const url = (typed.values[tried] ?? '').trim();
    return isStreamUrl(url)
      ? { tried, stream: asStream(new URL(url)), ...typed }
      : fail(400, { tried, streamWrong: true, ...typed });
  },
  cancel: (request) => step(request, 'cancelled'),
  end: (request) => step(request, 'ended'),
  reinstate: (request) => step(request, 'published')
};

async function step(request: Request, to: NextStatus) {
  const { hub, staff, event } = await organizedEvent(request);
  const seen = readSeen(await request.request.formData());
  const outcome = await changeEventStatus(hub, staff.id, event.id, to, seen);
  if (!outcome.ok) return fail(409, { stepRefused: outcome.code });
  hub.outbox.wake();
  return { stepDone: to };
}
