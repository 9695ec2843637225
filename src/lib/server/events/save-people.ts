import { randomUUID } from 'node:crypto';
import { LOCALES, type LocalText } from '../../i18n/locales.ts';
import type { ImportPerson } from '../../schema/import.ts';
import type { Trx } from '../db/schema.ts';
import { loadPersonTexts, savePersonTexts } from '../people/person-texts.ts';

/** Writes the people of an import file, known by their slug. Returns their ids. */
export async function savePeople(trx: Trx, people: ImportPerson[]): Promise<string[]> {
  const ids: string[] = [];
  for (const person of people) ids.push(await savePerson(trx, person));
  return ids;
}

/**
 * What a file says of a person replaces that; what it cannot say, such as a picture, stays. A person it
 * says nothing new of is not touched, so that nobody's open form meets a newer version for nothing.
 */
async function savePerson(trx: Trx, { slug, name, role: given }: ImportPerson): Promise<string> {
  const role = withoutGaps(given ?? {});
  const known = await trx
    .selectFrom('people')
    .select(['id', 'name', 'version'])
    .where('slug', '=', slug)
    .executeTakeFirst();
  if (known && known.name === name && (await saysOf(trx, known.id, role))) return known.id;
  const id = known?.id ?? randomUUID();
  if (known)
    await trx
      .updateTable('people')
      .set({ name, version: known.version + 1, updated_by: null })
      .where('id', '=', id)
      .execute();
  else await trx.insertInto('people').values({ id, slug, name, version: 1 }).execute();
  await savePersonTexts(trx, id, { role });
  return id;
}

async function saysOf(trx: Trx, personId: string, role: LocalText): Promise<boolean> {
  const said = (await loadPersonTexts(trx, [personId])).get(personId)?.role ?? {};
  return LOCALES.every((lang) => (said[lang] ?? '') === (role[lang] ?? ''));
}

function withoutGaps({ es, en }: NonNullable<ImportPerson['role']>): LocalText {
  return { ...(es && { es }), ...(en && { en }) };
}
