import type { Selectable } from 'kysely';
import type { Locale } from '../../i18n/locales.ts';
import type { Database, Executor } from '../db/schema.ts';

export type QuestionRow = Selectable<Database['questions']>;

export interface QuestionText {
  lang: Locale;
  text: string;
  status: 'original' | 'suggested' | 'checked';
}

/** A question with its texts and the name of who decided last. */
export interface LoadedQuestion extends QuestionRow {
  texts: QuestionText[];
  changed_by_name: string | null;
}

/** Questions with their texts, in two statements however many there are; order is the caller's business. */
export async function loadQuestions(
  executor: Executor,
  ids: readonly string[]
): Promise<Map<string, LoadedQuestion>> {
  if (ids.length === 0) return new Map();
  const rows = await executor
    .selectFrom('questions')
    .leftJoin('staff_users', 'staff_users.id', 'questions.changed_by')
    .selectAll('questions')
    .select('staff_users.name as changed_by_name')
    .where('questions.id', 'in', ids)
    .execute();
  const texts = await executor
    .selectFrom('question_texts')
    .selectAll()
    .where('question_id', 'in', ids)
    .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      { ...row, texts: texts.filter((text) => text.question_id === row.id) }
    ])
  );
}

/** One question of one event, or undefined: a question of another event does not exist here. */
export async function loadQuestion(
  executor: Executor,
  eventId: string,
  id: string
): Promise<LoadedQuestion | undefined> {
  const question = (await loadQuestions(executor, [id])).get(id);
  return question?.event_id === eventId ? question : undefined;
}
