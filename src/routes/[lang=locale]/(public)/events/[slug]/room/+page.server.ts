import { randomUUID } from 'node:crypto';
import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { eventPath } from '$lib/i18n/paths.ts';
import { readChannel } from '$lib/schema/channel.ts';
import { askSchema, editFormSchema, voteSchema, withdrawSchema } from '$lib/schema/question.ts';
import { parseForm } from '$lib/schema/parse-form.ts';
import { findEvent } from '$lib/server/events/find-event.ts';
import { askQuestion } from '$lib/server/questions/ask-question.ts';
import { editOwnQuestion, withdrawOwnQuestion } from '$lib/server/questions/change-own-question.ts';
import { voteForQuestion } from '$lib/server/questions/vote-question.ts';
import { viewerSnapshot } from '$lib/server/rooms/room-snapshot.ts';
import { takeSeat } from '$lib/server/rooms/one-seat.ts';
import { findOpenStream } from '$lib/server/rooms/stream.ts';
import type { Actions, PageServerLoad } from './$types';
import { channelsFor, keepChannel } from './channels.ts';
import { identifyVisitor } from './visitor.ts';

export const load: PageServerLoad = async (request) => {
  const { hub, lang } = request.locals;
  const visitor = await identifyVisitor(request);
  const event = await findEvent(hub, request.params.slug, lang);
  if (event && 'movedTo' in event) redirect(308, eventPath(lang, event.movedTo, 'room'));
  if (!event) error(404, 'not_found');
  request.setHeaders({ 'cache-control': 'private, no-store' });

  const { slug: slugs, title, when, phase, access, action } = event;
  const shared = {
    slugs,
    event: { title, when, phase, access, action },
    now: hub.now().toISOString()
  };
  if (!visitor.admitted)
    return { ...shared, admitted: false as const, elsewhere: visitor.seat !== null };
  const snapshot = await viewerSnapshot(hub.db, visitor.event.id, visitor.viewerId);
  return {
    ...shared,
    admitted: true as const,
    snapshot: { ...snapshot, viewers: 0 },
    stream: await channelsFor(request, visitor.event.id),
    askId: randomUUID()
  };
};

/** The room without JavaScript; the socket does the same through the same use cases. */
export const actions: Actions = {
  ask: async (request) => {
    const { hub, lang } = request.locals;
    const data = await request.request.formData();
    // The event's page, which is the same for everyone, leaves it empty where no script runs.
    if (!data.get('id')) data.set('id', randomUUID());
    const form = parseForm(data, askSchema);
    if (!form.ok)
      return fail(400, {
        action: 'ask' as const,
        code: form.errors.text ?? form.errors.name ?? 'invalid',
        values: form.values
      });
    const visitor = await admitted(request);
    const outcome = await askQuestion(
      hub,
      { eventId: visitor.event.id, viewerId: visitor.viewerId, lang },
      form.value
    );
    if (!outcome.ok)
      return fail(outcome.code === 'rate_limited' ? 429 : 409, {
        action: 'ask' as const,
        ...outcome,
        values: valuesOf(form.value)
      });
    hub.publisher.publish(outcome.change);
    redirect(303, `${eventPath(lang, request.params.slug, 'room')}#mine`);
  },

  vote: async (request) => {
    const { hub, lang } = request.locals;
    const data = await request.request.formData();
    const input = v.safeParse(voteSchema, { id: data.get('id'), on: data.get('on') === '1' });
    if (!input.success) return fail(400, { action: 'vote' as const, code: 'invalid' });
    const visitor = await admitted(request);
    const outcome = await voteForQuestion(
      hub,
      { eventId: visitor.event.id, viewerId: visitor.viewerId },
      input.output
    );
    if (!outcome.ok) return fail(409, { action: 'vote' as const, code: outcome.code });
    if (outcome.changed)
      hub.publisher.publishVotes(visitor.event.id, input.output.id, outcome.votes, outcome.revs);
    redirect(303, `${eventPath(lang, request.params.slug, 'room')}#q-${input.output.id}`);
  },

  edit: async (request) => {
    const { hub, lang } = request.locals;
    const form = parseForm(await request.request.formData(), editFormSchema);
    if (!form.ok)
      return fail(400, {
        action: 'edit' as const,
        code: form.errors.id ?? form.errors.text ?? 'invalid',
        id: form.values.id,
        values: { text: form.values.text }
      });
    const visitor = await admitted(request);
    const outcome = await editOwnQuestion(
      hub,
      { eventId: visitor.event.id, viewerId: visitor.viewerId },
      form.value
    );
    const { id, text } = form.value;
    if (!outcome.ok)
      return fail(409, {
        action: 'edit' as const,
        code: outcome.code,
        id,
        ...(text === undefined ? {} : { values: { text } })
      });
    hub.publisher.publish(outcome.change);
    redirect(303, `${eventPath(lang, request.params.slug, 'room')}#own-${id}`);
  },

  withdraw: async (request) => {
    const { hub, lang } = request.locals;
    const input = v.safeParse(withdrawSchema, { id: (await request.request.formData()).get('id') });
    if (!input.success) return fail(400, { action: 'withdraw' as const, code: 'invalid' });
    const visitor = await admitted(request);
    const outcome = await withdrawOwnQuestion(
      hub,
      { eventId: visitor.event.id, viewerId: visitor.viewerId },
      input.output.id
    );
    if (!outcome.ok) return fail(409, { action: 'withdraw' as const, code: outcome.code });
    hub.publisher.publish(outcome.change);
    redirect(303, `${eventPath(lang, request.params.slug, 'room')}#mine`);
  },

  /** Continues here what is open on another device, which is told so. */
  enter: async (request) => {
    const { hub, lang } = request.locals;
    const { event, seat } = await identifyVisitor(request);
    if (seat && (await takeSeat(hub, event.id, seat, { move: true })))
      hub.publisher.moveSeat(seat.link, seat.key);
    redirect(303, eventPath(lang, request.params.slug, 'room'));
  },

  /** The stream's address, at the moment somebody asks to see it. */
  stream: async (request) => {
    const { hub } = request.locals;
    const wanted = readChannel((await request.request.formData()).get('channel'));
    const visitor = await admitted(request);
    if (wanted) keepChannel(request, wanted);
    const stream = await findOpenStream(hub.db, visitor.event.id, hub.now(), wanted ?? undefined);
    return stream
      ? { action: 'stream' as const, stream }
      : fail(409, { action: 'stream' as const, code: 'closed' });
  }
};

async function admitted(request: RequestEvent<{ slug: string }>) {
  const visitor = await identifyVisitor(request);
  const { event, seat } = visitor;
  if (!visitor.admitted && !seat) error(403, 'forbidden');
  // Reading a page takes no seat, doing something does; the door of the room says where it is in use.
  if (seat && !(visitor.admitted && (await takeSeat(request.locals.hub, event.id, seat))))
    redirect(303, eventPath(request.locals.lang, request.params.slug, 'room'));
  return visitor;
}

function valuesOf({ text, name }: { text: string; name: string | null }) {
  return { text, name: name ?? '' };
}
