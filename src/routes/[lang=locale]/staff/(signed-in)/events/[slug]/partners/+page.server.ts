import { error, fail, type RequestEvent } from '@sveltejs/kit';
import { LOCALES } from '$lib/i18n/locales.ts';
import { eventPath } from '$lib/i18n/paths.ts';
import { parseForm } from '$lib/schema/parse-form.ts';
import { partnerFormSchema, readVia } from '$lib/schema/partner.ts';
import { loadPartnerSheet } from '$lib/server/partners/event-partners.ts';
import {
  addPartner,
  listPartner,
  removePartner,
  type PartnerSaved
} from '$lib/server/partners/save-partners.ts';
import { organizedEvent, organizedPage } from '../organized-event.ts';
import type { Actions, PageServerLoad } from './$types';

/** The organisations of an event, each with its own link, and how many came by it. */
export const load: PageServerLoad = async (request) => {
  const { hub, event, frame } = await organizedPage(request, 'partners');
  const { partners, ...sheet } = await loadPartnerSheet(hub, event.id);
  return {
    ...sheet,
    partners: partners.map((partner) => ({
      ...partner,
      links: LOCALES.map((lang) => ({
        lang,
        address: `${hub.config.origin}${eventPath(lang, event.slug[lang])}?via=${partner.slug}`
      }))
    })),
    slugs: event.slug,
    title: frame.title
  };
};

export const actions: Actions = {
  /** An organisation that the house knows. */
  add: async (request) => {
    const { hub, staff, event, slug } = await named(request);
    return told(await addPartner(hub, staff.id, event.id, { slug }), { added: slug });
  },

  /** One that it does not know yet. */
  make: async (request) => {
    const { hub, staff, event } = await organizedEvent(request);
    const form = parseForm(await request.request.formData(), partnerFormSchema);
    if (!form.ok) return fail(400, { errors: form.errors, values: form.values });
    const made = await addPartner(hub, staff.id, event.id, { added: form.value });
    return told(made, { added: made.ok ? made.slug : '' });
  },

  list: async (request) => {
    const { hub, staff, event, slug, data } = await named(request);
    const listed = data.get('listed') === '1';
    return told(await listPartner(hub, staff.id, event.id, slug, listed), {});
  },

  remove: async (request) => {
    const { hub, staff, event, slug } = await named(request);
    return told(await removePartner(hub, staff.id, event.id, slug), {});
  }
};

async function named(request: RequestEvent<{ slug: string }>) {
  const organized = await organizedEvent(request);
  const data = await request.request.formData();
  const slug = data.get('partner');
  const known = typeof slug === 'string' ? readVia(slug) : null;
  if (known === null) error(400, 'invalid');
  return { ...organized, data, slug: known };
}

function told(outcome: PartnerSaved, done: { added?: string }) {
  return outcome.ok ? done : fail(409, { refused: outcome.code });
}
