import type { PublicQuestion, StaffQuestion } from '../../realtime/protocol.ts';
import type { Executor } from '../db/schema.ts';
import { loadQuestions, loadStaffDetails } from './question-rows.ts';
import { publicQuestion, staffQuestion } from './question-views.ts';

/** Those of the questions that everybody may see, by id. */
export async function loadPublicQuestions(
  executor: Executor,
  ids: readonly string[]
): Promise<Map<string, PublicQuestion>> {
  const questions = await loadQuestions(executor, ids);
  return new Map(
    [...questions].flatMap(([id, question]) => {
      const view = publicQuestion(question);
      return view ? [[id, view] as const] : [];
    })
  );
}

/** Questions as staff see them, by id. */
export async function loadStaffQuestions(
  executor: Executor,
  ids: readonly string[]
): Promise<Map<string, StaffQuestion>> {
  const questions = await loadQuestions(executor, ids);
  const details = await loadStaffDetails(executor, ids);
  return new Map(
    [...questions].map(([id, question]) => [id, staffQuestion(question, details.get(id))])
  );
}

/** One question as staff see it. Throws when it does not exist. */
export async function loadStaffQuestion(executor: Executor, id: string): Promise<StaffQuestion> {
  const question = (await loadStaffQuestions(executor, [id])).get(id);
  if (!question) throw new Error('a question vanished in its own transaction');
  return question;
}
