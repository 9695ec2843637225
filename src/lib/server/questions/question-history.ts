import * as v from 'valibot';
import type { Context } from '../context.ts';
import type { Trx } from '../db/schema.ts';
import type { LoadedQuestion } from './question-rows.ts';

const STATUSES = [
  'waiting',
  'approved',
  'queued',
  'live',
  'answered',
  'declined',
  'merged',
  'withdrawn'
] as const;
const REASONS = ['time_ran_out', 'already_answered', 'off_topic', 'at_risk', 'other'] as const;

/** What decisions change of a question, and undo gives back. */
const stateSchema = v.object({
  status: v.picklist(STATUSES),
  previous_status: v.nullable(v.picklist(STATUSES)),
  decline_reason: v.nullable(v.picklist(REASONS)),
  replaced_by: v.nullable(v.string()),
  merged_into: v.nullable(v.string()),
  position: v.nullable(v.number()),
  /** Older states do not say it: then it had not changed. */
  lang: v.optional(v.picklist(['es', 'en'])),
  labels: v.string(),
  flags: v.string(),
  panelist_id: v.nullable(v.string()),
  edited: v.picklist([0, 1]),
  texts: v.array(
    v.object({
      lang: v.picklist(['es', 'en']),
      text: v.string(),
      status: v.picklist(['original', 'suggested', 'checked']),
      by_staff: v.nullable(v.string())
    })
  )
});
export type QuestionState = v.InferOutput<typeof stateSchema>;

const SEAL = 'question.history';

/** Keeps what the question is now, sealed, so that the decision about to be made can be undone. */
export async function rememberState(
  trx: Trx,
  context: Context,
  question: LoadedQuestion
): Promise<void> {
  const { texts, ...row } = question;
  const state: QuestionState = v.parse(stateSchema, { ...row, texts });
  await trx
    .insertInto('question_history')
    .values({
      question_id: question.id,
      version: question.version,
      state_sealed: context.keys.seal(JSON.stringify(state), SEAL)
    })
    .execute();
}

/**
 * Takes the last remembered state off the history; null, and nothing taken, when there is none or it is
 * not one that the caller wants.
 */
export async function popState(
  trx: Trx,
  context: Context,
  id: string,
  wanted: (state: QuestionState) => boolean | Promise<boolean> = () => true
): Promise<QuestionState | null> {
  const row = await trx
    .selectFrom('question_history')
    .select(['version', 'state_sealed'])
    .where('question_id', '=', id)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  const state = v.parse(stateSchema, JSON.parse(context.keys.open(row.state_sealed, SEAL)));
  if (!(await wanted(state))) return null;
  await trx
    .deleteFrom('question_history')
    .where('question_id', '=', id)
    .where('version', '=', row.version)
    .execute();
  return state;
}

/** Forgets what a question was: its author rewrote it or took it back, and old words must not return. */
export async function forgetStates(trx: Trx, id: string): Promise<void> {
  await trx.deleteFrom('question_history').where('question_id', '=', id).execute();
}
