import { randomUUID } from 'node:crypto';
import type { Insertable } from 'kysely';
import type { ModerateInput } from '../../src/lib/schema/question.ts';
import type { Context } from '../../src/lib/server/context.ts';
import type { Database } from '../../src/lib/server/db/schema.ts';
import type { QuestionStatus } from '../../src/lib/schema/question-states.ts';

type QuestionValues = Partial<Insertable<Database['questions']>> & { text?: string };

/** Puts a question into the database in any state, with its original text, and returns its id. */
export async function addQuestion(
  context: Context,
  eventId: string,
  status: QuestionStatus = 'waiting',
  values: QuestionValues = {}
): Promise<string> {
  const { text = '¿Qué sigue?', ...row } = values;
  const id = row.id ?? randomUUID();
  await context.db
    .insertInto('questions')
    .values({
      id,
      event_id: eventId,
      status,
      lang: 'es',
      audience: 'public',
      created_at: context.now().toISOString(),
      ...row
    })
    .execute();
  if (status !== 'withdrawn') {
    await context.db
      .insertInto('question_texts')
      .values({ question_id: id, lang: row.lang ?? 'es', text, status: 'original' })
      .execute();
  }
  return id;
}

/** A viewer who did something in this event before. */
export async function addViewer(context: Context, eventId: string): Promise<string> {
  const id = `viewer-${randomUUID()}`;
  await context.db
    .insertInto('viewers')
    .values({ id, event_id: eventId, created_at: context.now().toISOString() })
    .execute();
  return id;
}

/** The row of a question as it is now. */
export async function questionRow(context: Context, id: string) {
  return context.db
    .selectFrom('questions')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

/** Actions that need nothing but the question. */
type PlainAction =
  | 'approve'
  | 'queue'
  | 'unqueue'
  | 'start'
  | 'answer'
  | 'reopen'
  | 'restore'
  | 'unmerge'
  | 'undo'
  | 'claim'
  | 'release';

/** What the desk sends; declining gives a reason. */
export function decision(action: PlainAction | 'decline', id: string, version = 1): ModerateInput {
  return action === 'decline'
    ? { id, version, action, reason: 'off_topic' }
    : { id, version, action };
}
