import { randomUUID } from 'node:crypto';
import type { LocalText } from '../../i18n/locales.ts';
import type { ImportPerson } from '../../schema/import.ts';
import type { Trx } from '../db/schema.ts';
import { savePersonTexts } from '../people/person-texts.ts';

/** Writes the people of an import file, known by their slug. Returns their ids. */
export async function savePeople(trx: Trx, people: ImportPerson[]): Promise<string[]> {
  const ids: string[] = [];
  for (const person of people) ids.push(await savePerson(trx, person));
  return ids;
}

/** What a file says of a person replaces that; what it cannot say, such as a picture, stays. */
async function savePerson(trx: Trx, { slug, name, role }: ImportPerson): Promise<string> {
  const { id } = await trx
    .insertInto('people')
    .values({ id: randomUUID(), slug, name, version: 1 })
    .onConflict((conflict) =>
      conflict.column('slug').doUpdateSet((eb) => ({
        name,
        version: eb('people.version', '+', 1),
        updated_by: null
      }))
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  await savePersonTexts(trx, id, { role: withoutGaps(role ?? {}) });
  return id;
}

function withoutGaps({ es, en }: NonNullable<ImportPerson['role']>): LocalText {
  return { ...(es && { es }), ...(en && { en }) };
}
