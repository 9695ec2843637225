import { randomUUID } from 'node:crypto';
import type { PersonForm } from '../../schema/person.ts';
import type { Context } from '../context.ts';
import type { Trx } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { refreshSearch } from '../events/search-text.ts';
import { audit } from '../staff/audit.ts';
import { freeSlug } from './free-slug.ts';
import { mayChangePerson, reachOf } from './people-rights.ts';
import { loadPersonTexts, noTexts, savePersonTexts, type PersonTexts } from './person-texts.ts';

/** Who changed a person meanwhile, and what stands now where the form says something else. */
export interface PersonConflict {
  /** The colleague; null for an import. */
  by: string | null;
  version: number;
  differs: { field: PersonField; text: string }[];
}

export type PersonField = Exclude<keyof PersonForm, 'version'>;

export type PersonSaved =
  | { ok: true; slug: string; version: number }
  | { ok: false; code: 'not_found' | 'forbidden' }
  | { ok: false; code: 'conflict'; conflict: PersonConflict };

/** Adds a person to the house; `forbidden` to who organizes nothing. */
export async function addPerson(
  context: Context,
  staffId: string,
  form: PersonForm
): Promise<{ ok: true; slug: string } | { ok: false; code: 'forbidden' }> {
  return inTransaction(context.db, async (trx) => {
    if ((await reachOf(trx, staffId)) === null) return { ok: false, code: 'forbidden' };
    return { ok: true, slug: (await insertPerson(trx, context, staffId, form)).slug };
  });
}

/** The same in a transaction of the caller, who asked whether it may be. */
export async function insertPerson(
  trx: Trx,
  context: Context,
  staffId: string,
  form: Pick<PersonForm, 'name'> & Partial<PersonForm>
): Promise<{ id: string; slug: string }> {
  const id = randomUUID();
  const slug = await freeSlug(trx, 'people', form.name, 'persona');
  const { name } = form;
  await trx
    .insertInto('people')
    .values({ id, slug, name, version: 1, ...touched(context, staffId) })
    .execute();
  await savePersonTexts(trx, id, textsOf(form));
  await audit(trx, context, {
    actor: staffId,
    what: 'person_added',
    eventId: null,
    subject: { kind: 'person', id },
    detail: { name, slug }
  });
  return { id, slug };
}

/**
 * Changes name and texts of a person, wherever they appear. `conflict` when somebody else did since the
 * version of the form; `forbidden` where the person is also at events of others.
 */
export async function changePerson(
  context: Context,
  staffId: string,
  slug: string,
  form: PersonForm
): Promise<PersonSaved> {
  return inTransaction(context.db, async (trx) => {
    const found = await personToChange(trx, staffId, slug);
    if (!found.ok) return found;
    const { id, version } = found.person;
    if (version !== form.version)
      return { ok: false, code: 'conflict', conflict: await conflictOf(trx, found.person, form) };
    await trx
      .updateTable('people')
      .set({ name: form.name, version: version + 1, ...touched(context, staffId) })
      .where('id', '=', id)
      .execute();
    await savePersonTexts(trx, id, textsOf(form));
    await refreshSearch(trx, { eventIds: [], personIds: [id] });
    await auditChange(trx, context, staffId, { id, name: form.name, slug });
    return { ok: true, slug, version: version + 1 };
  });
}

export interface StoredPerson {
  id: string;
  name: string;
  photo: string | null;
  version: number;
  updated_by: string | null;
}

/** The row of a person whom this member of staff may change. */
export async function personToChange(
  trx: Trx,
  staffId: string,
  slug: string
): Promise<{ ok: true; person: StoredPerson } | { ok: false; code: 'not_found' | 'forbidden' }> {
  const reach = await reachOf(trx, staffId);
  const person = await trx
    .selectFrom('people')
    .select(['id', 'name', 'photo', 'version', 'updated_by'])
    .where('slug', '=', slug)
    .executeTakeFirst();
  if (!person || reach === null) return { ok: false, code: 'not_found' };
  if (!(await mayChangePerson(trx, reach, person.id))) return { ok: false, code: 'forbidden' };
  return { ok: true, person };
}

/** What every change of a person leaves behind. */
export function touched(context: Context, staffId: string) {
  return { updated_at: context.now().toISOString(), updated_by: staffId };
}

export async function auditChange(
  trx: Trx,
  context: Context,
  staffId: string,
  { id, name, slug }: { id: string; name: string; slug: string }
): Promise<void> {
  await audit(trx, context, {
    actor: staffId,
    what: 'person_changed',
    eventId: null,
    subject: { kind: 'person', id },
    detail: { name, slug }
  });
}

async function conflictOf(
  trx: Trx,
  person: StoredPerson,
  form: PersonForm
): Promise<PersonConflict> {
  const texts = (await loadPersonTexts(trx, [person.id])).get(person.id) ?? noTexts();
  const stored = fieldsOf(person.name, texts);
  const by = await trx
    .selectFrom('staff_users')
    .select('name')
    .where('id', '=', person.updated_by ?? '')
    .executeTakeFirst();
  return {
    by: by?.name ?? null,
    version: person.version,
    differs: PERSON_FIELDS.filter((field) => stored[field] !== (form[field] ?? '')).map(
      (field) => ({
        field,
        text: stored[field]
      })
    )
  };
}

const PERSON_FIELDS = [
  'name',
  'role_es',
  'role_en',
  'pronouns_es',
  'pronouns_en',
  'bio_es',
  'bio_en'
] as const satisfies PersonField[];

/** A person as the fields of the form. */
export function fieldsOf(
  name: string,
  { role, pronouns, bio }: Pick<PersonTexts, 'role' | 'pronouns' | 'bio'>
): Record<PersonField, string> {
  return {
    name,
    role_es: role.es ?? '',
    role_en: role.en ?? '',
    pronouns_es: pronouns.es ?? '',
    pronouns_en: pronouns.en ?? '',
    bio_es: bio.es ?? '',
    bio_en: bio.en ?? ''
  };
}

function textsOf(form: Partial<PersonForm>): Pick<PersonTexts, 'role' | 'pronouns' | 'bio'> {
  const both = (es: string | null | undefined, en: string | null | undefined) => ({
    ...(es && { es }),
    ...(en && { en })
  });
  return {
    role: both(form.role_es, form.role_en),
    pronouns: both(form.pronouns_es, form.pronouns_en),
    bio: both(form.bio_es, form.bio_en)
  };
}
