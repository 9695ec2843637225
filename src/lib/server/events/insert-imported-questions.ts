import { randomUUID } from 'node:crypto';
import type { ImportEvent } from '../../schema/import.ts';
import type { Trx } from '../db/schema.ts';

type ImportedQuestion = ImportEvent['questions'][number];

/** Questions collected elsewhere before the event; they have no viewer here, and the room's log begins after them. */
export async function insertImportedQuestions(
  trx: Trx,
  eventId: string,
  questions: ImportedQuestion[],
  now: Date
): Promise<void> {
  for (const [index, question] of questions.entries()) {
    // A millisecond apart, so that they keep the order of the file.
    const createdAt = new Date(now.getTime() - questions.length + index).toISOString();
    await insertQuestion(trx, eventId, question, createdAt);
  }
}

async function insertQuestion(
  trx: Trx,
  eventId: string,
  question: ImportedQuestion,
  createdAt: string
): Promise<void> {
  const id = randomUUID();
  await trx
    .insertInto('questions')
    .values({
      id,
      event_id: eventId,
      viewer_id: null,
      rsvp_id: null,
      status: question.status,
      previous_status: question.status === 'approved' ? 'waiting' : null,
      lang: question.lang,
      audience: 'public',
      name: question.name ?? null,
      position: null,
      decline_reason: null,
      created_at: createdAt,
      answered_at: null,
      answered_offset: null,
      changed_by: null
    })
    .execute();
  await trx.insertInto('question_texts').values(textRows(id, question)).execute();
}

function textRows(questionId: string, { lang, text, translation }: ImportedQuestion) {
  const original = {
    question_id: questionId,
    lang,
    text,
    status: 'original' as const,
    by_staff: null
  };
  return translation ? [original, { ...original, ...translation }] : [original];
}
