import { error, fail, redirect } from '@sveltejs/kit';
import { pathIn } from '$lib/i18n/paths.ts';
import { parseForm } from '$lib/schema/parse-form.ts';
import { personFormSchema } from '$lib/schema/person.ts';
import { organizesAny } from '$lib/server/people/people-rights.ts';
import { addPerson } from '$lib/server/people/save-person.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { hub, staff } }) => {
  if (!staff) error(403, 'forbidden');
  if (!(await organizesAny(hub, staff.id))) error(404, 'not_found');
  return {};
};

export const actions: Actions = {
  default: async ({ locals: { hub, staff, lang }, request }) => {
    if (!staff) error(403, 'forbidden');
    if (!(await organizesAny(hub, staff.id))) error(404, 'not_found');
    const form = parseForm(await request.formData(), personFormSchema);
    if (!form.ok) return fail(400, { errors: form.errors, values: form.values });
    const added = await addPerson(hub, staff.id, form.value);
    if (!added.ok) error(404, 'not_found');
    redirect(303, pathIn(lang, `/staff/people/${added.slug}`));
  }
};
