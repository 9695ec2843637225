import { fail } from '@sveltejs/kit';
import { parseForm } from '$lib/schema/parse-form.ts';
import { MOST_COMPANIONS } from '$lib/schema/rsvp.ts';
import { rsvpByHandSchema, type RsvpByHandField } from '$lib/schema/rsvp-by-hand.ts';
import { registerByHand } from '$lib/server/rsvps/register-by-hand.ts';
import { organizedEvent, organizedPage } from '../../organized-event.ts';
import type { Actions, PageServerLoad } from './$types';

/** Somebody calls or stands at the door: an organizer writes them down. */
export const load: PageServerLoad = async (request) => {
  const { event, slug, frame } = await organizedPage(request, 'attendees/new');
  return { slugs: event.slug, slug, frame, companions: MOST_COMPANIONS };
};

export const actions: Actions = {
  add: async (request) => {
    const { hub, event, staff } = await organizedEvent(request);
    const data = await request.request.formData();
    const form = parseForm(data, rsvpByHandSchema);
    if (!form.ok) return fail(400, { refused: null, errors: form.errors, values: form.values });
    const { mail, ...registration } = form.value;
    const by = { ...registration, eventId: event.id, news: false };
    const outcome = await registerByHand(hub, staff.id, by, { mail });
    if (!outcome.ok)
      return fail(409, { refused: outcome.code, errors: {}, values: typedValues(data) });
    if (mail) hub.outbox.wake();
    return { added: { status: outcome.status, known: outcome.known, mail } };
  }
};

function typedValues(data: FormData): Record<RsvpByHandField, string> {
  const typed = (name: RsvpByHandField) => {
    const value = data.get(name);
    return typeof value === 'string' ? value : '';
  };
  return {
    name: typed('name'),
    email: typed('email'),
    listen: typed('listen'),
    needs: typed('needs'),
    companions: typed('companions'),
    pool: typed('pool'),
    lang: typed('lang'),
    mail: typed('mail')
  };
}
