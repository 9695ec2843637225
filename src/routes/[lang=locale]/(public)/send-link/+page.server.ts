import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { parseForm } from '$lib/schema/parse-form.ts';
import { emailSchema } from '$lib/schema/email.ts';
import { sendLinkAgain } from '$lib/server/rsvps/send-link-again.ts';
import { admitsRsvp } from '$lib/server/rsvps/rsvp-throttle.ts';
import type { Actions, PageServerLoad } from './$types';

const schema = v.object({
  email: v.pipe(
    v.string('required'),
    v.check((text) => text.trim() !== '', 'required'),
    emailSchema
  )
});

export const load: PageServerLoad = () => ({});

export const actions: Actions = {
  /** Says the same to every address; the mailbox tells the truth. */
  default: async ({ locals: { hub }, request, getClientAddress }) => {
    const data = await request.formData();
    const form = parseForm(data, schema);
    if (!form.ok) return fail(400, { problem: form.errors.email, email: form.values.email });
    const { email } = form.value;
    if (data.get('website')) return { sentTo: email };
    if (!(await admitsRsvp(hub, getClientAddress())))
      return fail(429, { limited: true as const, email });
    await sendLinkAgain(hub, email);
    hub.outbox.wake();
    return { sentTo: email };
  }
};
