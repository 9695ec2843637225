import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { pathIn } from '$lib/i18n/paths.ts';
import { parseForm } from '$lib/schema/parse-form.ts';
import { personFormSchema, photoFormSchema } from '$lib/schema/person.ts';
import { deletePerson } from '$lib/server/people/delete-person.ts';
import { findPerson } from '$lib/server/people/find-person.ts';
import { organizesAny } from '$lib/server/people/people-rights.ts';
import { removePhoto, savePhoto } from '$lib/server/people/person-photo.ts';
import { changePerson, fieldsOf } from '$lib/server/people/save-person.ts';
import type { Actions, PageServerLoad } from './$types';

/** One person: their texts, their picture, and where they appear. */
export const load: PageServerLoad = async ({ locals: { hub, staff, lang }, params }) => {
  if (!staff) error(403, 'forbidden');
  const person = await findPerson(hub, staff.id, params.slug, lang);
  if (!person) error(404, 'not_found');
  return { person, fields: fieldsOf(person.name, person) };
};

export const actions: Actions = {
  save: async (request) => {
    const { hub, staff, slug } = await organizer(request);
    const form = parseForm(await request.request.formData(), personFormSchema);
    if (!form.ok) return fail(400, { errors: form.errors, values: form.values });
    const saved = await changePerson(hub, staff.id, slug, form.value);
    if (saved.ok) return { saved: true };
    if (saved.code !== 'conflict') return refuse(saved.code);
    const { version: _version, ...typed } = form.value;
    return fail(409, { conflict: saved.conflict, values: withoutNulls(typed) });
  },

  photo: async (request) => {
    const { hub, staff, slug } = await organizer(request);
    const data = await request.request.formData();
    const texts = parseForm(data, photoFormSchema);
    if (!texts.ok) return fail(400, { photoErrors: texts.errors, photoValues: texts.values });
    const saved = await savePhoto(hub, staff.id, slug, {
      bytes: await bytesOf(data.get('photo')),
      texts: texts.value
    });
    if (saved.ok) return { photo: 'saved' as const };
    if (saved.code === 'not_found' || saved.code === 'forbidden') return refuse(saved.code);
    return fail(400, { photoRefused: saved.code, photoValues: withoutNulls(texts.value) });
  },

  removePhoto: async (request) => {
    const { hub, staff, slug } = await organizer(request);
    const removed = await removePhoto(hub, staff.id, slug);
    if (removed.ok) return { photo: 'removed' as const };
    return refuse(removed.code === 'forbidden' ? 'forbidden' : 'not_found');
  },

  remove: async (request) => {
    const { hub, staff, slug } = await organizer(request);
    const deleted = await deletePerson(hub, staff.id, slug);
    if (deleted.ok) redirect(303, pathIn(request.locals.lang, '/staff/people'));
    if (deleted.code !== 'in_use') return refuse(deleted.code);
    return fail(409, { inUse: true });
  }
};

/** Asked before anything of the request is read: a stranger's upload is not taken in. */
async function organizer({ locals: { hub, staff }, params }: RequestEvent<{ slug: string }>) {
  if (!staff) error(403, 'forbidden');
  if (!(await organizesAny(hub, staff.id))) error(404, 'not_found');
  return { hub, staff, slug: params.slug };
}

function refuse(code: 'not_found' | 'forbidden'): never {
  error(code === 'forbidden' ? 403 : 404, code);
}

async function bytesOf(file: FormDataEntryValue | null): Promise<Buffer | null> {
  return file instanceof File && file.size > 0 ? Buffer.from(await file.arrayBuffer()) : null;
}

function withoutNulls<Field extends string>(
  values: Record<Field, string | null>
): Record<Field, string> {
  const filled = Object.entries<string | null>(values).map(([field, value]) => [
    field,
    value ?? ''
  ]);
  return Object.fromEntries(filled) as Record<Field, string>;
}
