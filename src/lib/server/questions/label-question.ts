import { changeQuestion, DECIDED, type Decided, type Decision } from './decision.ts';

/** Says what a question is about and who of the panel should answer; `not_found` for somebody who is not on it. */
export async function labelQuestion(
  decision: Decision,
  labels: readonly string[],
  panelist: string | undefined
): Promise<Decided> {
  const { trx, question } = decision;
  if (question.status === 'withdrawn') return { ok: false, code: 'invalid' };
  const person = panelist
    ? await trx
        .selectFrom('event_people')
        .innerJoin('people', 'people.id', 'event_people.person_id')
        .select('people.id')
        .where('event_people.event_id', '=', question.event_id)
        .where('people.slug', '=', panelist)
        .executeTakeFirst()
    : null;
  if (person === undefined) return { ok: false, code: 'not_found' };
  await changeQuestion(decision, {
    labels: JSON.stringify([...new Set(labels)]),
    panelist_id: person?.id ?? null
  });
  return DECIDED;
}
