import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { staffEventPath } from '$lib/i18n/paths.ts';
import { loadCueSheet } from '$lib/server/panel/cue-sheet.ts';
import { engineHost } from '$lib/server/questions/suggest-translation.ts';
import { endRehearsal } from '$lib/server/rehearsals/end-rehearsal.ts';
import {
  findRehearsalNote,
  findRehearsals,
  slugsById
} from '$lib/server/rehearsals/find-rehearsal.ts';
import { startRehearsal } from '$lib/server/rehearsals/start-rehearsal.ts';
import { staffSnapshot } from '$lib/server/rooms/room-snapshot.ts';
import { findStaffEvent, MODERATING } from '$lib/server/staff/access.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { hub, staff, lang } = locals;
  if (!staff) error(403, 'forbidden');
  const event = await findStaffEvent(hub.db, staff.id, params.slug, MODERATING);
  if (!event) error(404, 'not_found');
  if (event.slug[lang] !== params.slug)
    redirect(308, staffEventPath(lang, event.slug[lang], 'desk'));
  const { title, people, terms } = await loadCueSheet(hub.db, event.id, lang);
  return {
    slugs: event.slug,
    title,
    people: people.map(({ slug, name }) => ({ slug, name })),
    terms,
    engine: engineHost(hub.config),
    rehearsal: await findRehearsalNote(hub.db, event.id),
    isRehearsed: (await findRehearsals(hub.db, [event.id])).size > 0,
    me: { id: staff.id, name: staff.name },
    snapshot: { ...(await staffSnapshot(hub.db, event.id)), viewers: 0 },
    now: hub.now().toISOString()
  };
};

export const actions: Actions = {
  /** Opens the event's rehearsal; there is one at most. */
  rehearse: async (request) => {
    const { hub, lang } = request.locals;
    const { eventId, staffId } = await moderatedEvent(request);
    const id = await startRehearsal(hub, eventId, staffId);
    if (!id) error(404, 'not_found');
    redirect(303, staffEventPath(lang, (await slugsById(hub.db, id))[lang], 'desk'));
  },

  /** Deletes the rehearsal of the address, with everybody in it sent back to the real event. */
  endRehearsal: async (request) => {
    const { hub, lang } = request.locals;
    const { eventId, staffId } = await moderatedEvent(request);
    const original = await endRehearsal(hub, eventId, staffId);
    if (!original) error(404, 'not_found');
    hub.publisher.closeRoom(eventId);
    redirect(303, staffEventPath(lang, (await slugsById(hub.db, original))[lang], 'desk'));
  }
};

/** The event of the address if the person moderates it, else 404. */
async function moderatedEvent({
  locals: { hub, staff },
  params
}: RequestEvent<{ slug: string }>): Promise<{ eventId: string; staffId: string }> {
  if (!staff) error(403, 'forbidden');
  const event = await findStaffEvent(hub.db, staff.id, params.slug, MODERATING);
  return event ? { eventId: event.id, staffId: staff.id } : error(404, 'not_found');
}
