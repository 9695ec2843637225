import { randomUUID } from 'node:crypto';
import type { Locale } from '../../i18n/locales.ts';
import type { Context } from '../context.ts';
import type { Audience, Trx } from '../db/schema.ts';
import { flagQuestion } from './flags.ts';
import { recordQuestionChange, type RoomChange } from '../rooms/room-change.ts';

interface NewQuestion {
  id: string;
  eventId: string;
  viewerId: string | null;
  rsvpId: string | null;
  lang: Locale;
  text: string;
  name: string | null;
  audience: Audience;
}

/** Writes a waiting question with its original text. */
export async function insertQuestion(
  trx: Trx,
  context: Context,
  question: NewQuestion
): Promise<void> {
  await trx
    .insertInto('questions')
    .values({
      id: question.id,
      event_id: question.eventId,
      viewer_id: question.viewerId,
      rsvp_id: question.rsvpId,
      status: 'waiting',
      lang: question.lang,
      audience: question.audience,
      name: question.name,
      flags: JSON.stringify(flagQuestion(question.text, question.lang)),
      created_at: context.now().toISOString()
    })
    .execute();
  await trx
    .insertInto('question_texts')
    .values({
      question_id: question.id,
      lang: question.lang,
      text: question.text,
      status: 'original'
    })
    .execute();
}

/**
 * A question that came with an RSVP: it waits in the desk like any other, and is logged in the RSVP's
 * transaction. The same words from the same RSVP again are the same question: null, and nothing changes.
 */
export async function insertEarlyQuestion(
  trx: Trx,
  context: Context,
  question: { eventId: string; rsvpId: string; lang: Locale; text: string; name: string | null }
): Promise<RoomChange | null> {
  if (await wasAskedBefore(trx, question.rsvpId, question.text)) return null;
  const id = randomUUID();
  await insertQuestion(trx, context, { ...question, id, viewerId: null, audience: 'public' });
  return recordQuestionChange(trx, context, question.eventId, null, [
    { id, action: 'ask', wasPublic: false }
  ]);
}

/** Whether the person of an RSVP asked in these very words. */
export async function wasAskedBefore(trx: Trx, rsvpId: string, text: string): Promise<boolean> {
  const row = await trx
    .selectFrom('questions')
    .innerJoin('question_texts', 'question_texts.question_id', 'questions.id')
    .select('questions.id')
    .where('questions.rsvp_id', '=', rsvpId)
    .where('question_texts.text', '=', text)
    .executeTakeFirst();
  return row !== undefined;
}
