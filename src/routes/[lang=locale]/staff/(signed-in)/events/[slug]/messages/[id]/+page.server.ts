import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { messagePath, staffEventPath } from '$lib/i18n/paths.ts';
import { readAttendeeFilter, type AttendeeFilter } from '$lib/schema/attendee-filter.ts';
import { readMessageTexts, type MessageTexts } from '$lib/schema/message.ts';
import { renderMarkdown } from '$lib/server/events/markdown.ts';
import { loadMessage, previewMessage } from '$lib/server/messages/message-view.ts';
import {
  discardMessage,
  saveMessage,
  type MessageSaved
} from '$lib/server/messages/save-message.ts';
import { sendMessage } from '$lib/server/messages/send-message.ts';
import { resumeMessage, stopMessage } from '$lib/server/messages/stop-message.ts';
import { testMessage } from '$lib/server/messages/test-message.ts';
import { organizedEvent, organizedPage } from '../../organized-event.ts';
import type { Actions, PageServerLoad } from './$types';

type Request = RequestEvent<{ slug: string; id: string }>;

/** A message: written, looked at before it goes, or under way; for who organizes its event. */
export const load: PageServerLoad = async (request) => {
  const { id } = request.params;
  const page = await organizedPage(request, `messages/${id}`);
  const { hub, event, staff, slug, frame } = page;
  const message = await loadMessage(hub, event.id, id);
  if (!message) error(404, 'not_found');
  const isReview =
    message.stage.status === 'draft' && request.url.searchParams.get('step') === 'review';
  return {
    slugs: event.slug,
    slug,
    frame,
    message,
    isReview,
    mails: isReview ? await previewMessage(hub, event.id, message) : [],
    address: staff.email
  };
};

export const actions: Actions = {
  save: async (request) => {
    const { saved, typed } = await save(request);
    return saved.ok ? { saved: true, version: saved.version } : refused(saved, typed);
  },
  /** Keeps what is typed, and leads to what has to be seen before it goes. */
  review: async (request) => {
    const { saved, typed } = await save(request);
    if (!saved.ok) return refused(saved, typed);
    redirect(303, `${addressOf(request)}?step=review`);
  },
  /** How far it is by now: an open page asks every moment, so it is as little as can be. */
  look: async (request) => {
    const { hub, event } = await organizedEvent(request);
    const message = await loadMessage(hub, event.id, request.params.id);
    if (!message || message.stage.status === 'draft') error(404, 'not_found');
    return { stage: message.stage };
  },
  markdown: async (request) => {
    await organizedEvent(request);
    const text = (await request.request.formData()).get('text');
    return { html: renderMarkdown(typeof text === 'string' ? text.slice(0, 50_000) : '') };
  },
  /** Whom it is for; what is typed beside it is kept too. */
  select: async (request) => {
    const { saved, typed } = await save(request, readAttendeeFilter);
    if (!saved.ok) return refused(saved, typed);
    redirect(303, addressOf(request));
  },
  test: async (request) => {
    const { hub, staff, event } = await organizedEvent(request);
    const outcome = await testMessage(hub, staff, event.id, request.params.id);
    if (!outcome.ok) return fail(409, { testRefused: found(outcome.code) });
    hub.outbox.wake();
    return { tested: true };
  },
  send: async (request) => {
    const { staffId, eventId, messageId } = await whichOne(request);
    const { hub } = request.locals;
    const data = await request.request.formData();
    const seen = { version: Number(data.get('version')), asOf: String(data.get('asOf') ?? '') };
    const outcome = await sendMessage(hub, staffId, eventId, messageId, seen);
    if (!outcome.ok) return fail(409, { sendRefused: found(outcome.code) });
    hub.messages.wake();
    redirect(303, addressOf(request));
  },
  stop: async (request) => {
    const { staffId, eventId, messageId } = await whichOne(request);
    const outcome = await stopMessage(request.locals.hub, staffId, eventId, messageId);
    return outcome.ok ? { stopped: true } : fail(409, { stopRefused: found(outcome.code) });
  },
  resume: async (request) => {
    const { staffId, eventId, messageId } = await whichOne(request);
    const { hub } = request.locals;
    const outcome = await resumeMessage(hub, staffId, eventId, messageId);
    if (!outcome.ok) return fail(409, { stopRefused: found(outcome.code) });
    hub.messages.wake();
    redirect(303, addressOf(request));
  },
  discard: async (request) => {
    const outcome = await discardMessage(request.locals.hub, await whichOne(request));
    if (!outcome.ok) return fail(409, { sendRefused: found(outcome.code) });
    const { lang } = request.locals;
    redirect(303, staffEventPath(lang, request.params.slug, 'messages'));
  }
};

async function whichOne(request: Request) {
  const { staff, event } = await organizedEvent(request);
  return { staffId: staff.id, eventId: event.id, messageId: request.params.id };
}

/** Keeps the texts of a form, and whom they are for where the form says it. */
async function save(
  request: Request,
  readFilter: (data: FormData) => AttendeeFilter | null = () => null
) {
  const which = await whichOne(request);
  const data = await request.request.formData();
  const typed = readMessageTexts(data);
  const seen = { ...which, version: Number(data.get('version')) };
  return { typed, saved: await saveMessage(request.locals.hub, seen, typed, readFilter(data)) };
}

/** Says why nothing was kept, with what was typed. */
function refused(saved: Exclude<MessageSaved, { ok: true }>, typed: MessageTexts) {
  if (saved.code === 'conflict') {
    const { theirs, by, version } = saved;
    return fail(409, { conflict: { theirs, by }, version, typed });
  }
  return fail(409, { sendRefused: found(saved.code), typed });
}

/** For who may not know of it there is no such message. */
function found<Code extends string>(code: Code): Exclude<Code, 'not_found'> {
  if (code === 'not_found') error(404, 'not_found');
  return code as Exclude<Code, 'not_found'>;
}

function addressOf({ locals: { lang }, params }: Request): string {
  return messagePath(lang, params.slug, params.id);
}
