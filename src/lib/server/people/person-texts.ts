import { LOCALES, type LocalText } from '../../i18n/locales.ts';
import { foldText } from '../../schema/text.ts';
import type { Executor, Trx } from '../db/schema.ts';

/** What is said of a person, in one or both languages. */
export interface PersonTexts {
  role: LocalText;
  pronouns: LocalText;
  bio: LocalText;
  photoAlt: LocalText;
}

/** The texts of several people in one statement, by their ids. */
export async function loadPersonTexts(
  executor: Executor,
  personIds: readonly string[]
): Promise<Map<string, PersonTexts>> {
  if (personIds.length === 0) return new Map();
  const rows = await executor
    .selectFrom('person_texts')
    .selectAll()
    .where('person_id', 'in', personIds)
    .execute();
  const texts = new Map<string, PersonTexts>();
  for (const row of rows) {
    const said = texts.get(row.person_id) ?? noTexts();
    if (row.role) said.role[row.lang] = row.role;
    if (row.pronouns) said.pronouns[row.lang] = row.pronouns;
    if (row.bio) said.bio[row.lang] = row.bio;
    if (row.photo_alt) said.photoAlt[row.lang] = row.photo_alt;
    texts.set(row.person_id, said);
  }
  return texts;
}

export function noTexts(): PersonTexts {
  return { role: {}, pronouns: {}, bio: {}, photoAlt: {} };
}

/** Writes those texts that are given; the others stay. */
export async function savePersonTexts(
  trx: Trx,
  personId: string,
  texts: Partial<PersonTexts>
): Promise<void> {
  for (const lang of LOCALES) {
    const said = {
      ...(texts.role && { role: texts.role[lang] ?? '' }),
      ...(texts.pronouns && { pronouns: texts.pronouns[lang] ?? '' }),
      ...(texts.bio && { bio: texts.bio[lang] ?? '' }),
      ...(texts.photoAlt && { photo_alt: texts.photoAlt[lang] ?? '' })
    };
    await trx
      .insertInto('person_texts')
      .values({ person_id: personId, lang, role: '', ...said })
      .onConflict((conflict) => conflict.columns(['person_id', 'lang']).doUpdateSet(said))
      .execute();
  }
  await refreshPersonSearch(trx, personId);
}

/** Refills what the search box looks through, after a name or a role changed. */
async function refreshPersonSearch(trx: Trx, personId: string): Promise<void> {
  const { name } = await trx
    .selectFrom('people')
    .select('name')
    .where('id', '=', personId)
    .executeTakeFirstOrThrow();
  const said = (await loadPersonTexts(trx, [personId])).get(personId) ?? noTexts();
  const search = foldText([name, ...Object.values(said.role)].join('\n'));
  await trx.updateTable('people').set({ search }).where('id', '=', personId).execute();
}
