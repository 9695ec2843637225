import { error } from '@sveltejs/kit';
import { renderMarkdown } from '$lib/server/events/markdown.ts';
import { loadEventPage } from '$lib/server/events/find-event.ts';
import { drawQrCode } from '$lib/stage/qr-code.ts';
import { chooseOwn, findOwnRsvps } from '../rsvp/own-rsvps.ts';
import type { PageServerLoad } from './$types';

/** What an attendee needs on the way: times, place, notes and code. Neither name nor address. */
export const load: PageServerLoad = async ({ locals: { hub, lang }, cookies, url, setHeaders }) => {
  const own = await findOwnRsvps(hub, cookies, lang);
  const chosen = chooseOwn(own, url.searchParams.get('rsvp'))?.view;
  const event = chosen && (await loadEventPage(hub, chosen.event.id, lang));
  if (!chosen || !event) error(404, 'not_found');
  setHeaders({ 'cache-control': 'no-store', 'x-ticket-until': chosen.deletedAt });
  const { title, when, place, notes, status } = event;
  return {
    status: chosen.status,
    code: chosen.code,
    // The code alone: whoever photographs a ticket gets no private link.
    picture: drawQrCode(chosen.code.replace(' ', '')),
    event: {
      title,
      when,
      place,
      status,
      notes: notes && { html: renderMarkdown(notes.text), lang: notes.lang }
    },
    now: hub.now().toISOString()
  };
};
