import { fail } from '@sveltejs/kit';
import { loadEventPage } from '$lib/server/events/find-event.ts';
import { insertEarlyQuestion } from '$lib/server/questions/insert-question.ts';
import { confirmDraft, findDraft } from '$lib/server/rsvps/rsvp-drafts.ts';
import type { Actions, PageServerLoad } from './$types';

/** What the link of a draft would confirm. Opening it changes nothing. */
export const load: PageServerLoad = async ({ locals: { hub, lang }, params, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const draft = await findDraft(hub, params.token);
  const event = draft && (await loadEventPage(hub, draft.eventId, lang));
  return { title: event ? event.title : null };
};

export const actions: Actions = {
  default: async ({ locals: { hub }, params }) => {
    const outcome = await confirmDraft(hub, params.token, insertEarlyQuestion);
    if (!outcome.ok) return fail(409, { refused: outcome.code });
    if (outcome.asked) hub.publisher.publish(outcome.asked);
    hub.outbox.wake();
    return { confirmed: true as const };
  }
};
