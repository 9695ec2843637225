import { randomUUID } from 'node:crypto';
import { LOCALES } from '../../i18n/locales.ts';
import type { ImportPerson } from '../../schema/import.ts';
import type { Trx } from '../db/schema.ts';

/** Writes the people of an import file, known by their slug. Returns their ids. */
export async function savePeople(trx: Trx, people: ImportPerson[]): Promise<string[]> {
  const ids: string[] = [];
  for (const person of people) ids.push(await savePerson(trx, person));
  return ids;
}

async function savePerson(trx: Trx, { slug, name, role }: ImportPerson): Promise<string> {
  const { id } = await trx
    .insertInto('people')
    .values({ id: randomUUID(), slug, name })
    .onConflict((conflict) => conflict.column('slug').doUpdateSet({ name }))
    .returning('id')
    .executeTakeFirstOrThrow();
  await trx.deleteFrom('person_texts').where('person_id', '=', id).execute();
  for (const lang of LOCALES) {
    const text = role?.[lang];
    if (text)
      await trx.insertInto('person_texts').values({ person_id: id, lang, role: text }).execute();
  }
  return id;
}
