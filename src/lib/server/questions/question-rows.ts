import type { Selectable } from 'kysely';
import type { Locale } from '../../i18n/locales.ts';
import type { Database, Executor, ViewerStanding } from '../db/schema.ts';

export type QuestionRow = Selectable<Database['questions']>;

export interface QuestionText {
  lang: Locale;
  text: string;
  status: 'original' | 'suggested' | 'checked';
  by_staff: string | null;
}

/** A question with its texts and the name of who decided last. */
export interface LoadedQuestion extends QuestionRow {
  texts: QuestionText[];
  changed_by_name: string | null;
  /** What the moderators wrote back last. */
  reply: string | null;
  /** The question that this one was joined with, followed to the end. */
  root: LoadedQuestion | null;
}

/** What only staff see beside the question. */
export interface StaffDetails {
  notes: { by: string; text: string; at: string }[];
  claim: { by: string; byId: string; until: string } | null;
  standing: ViewerStanding;
  panelist: string | null;
}

/** Joined questions point to one that may be joined itself; more steps than this are a bug. */
const STEPS_MAX = 20;

/** Questions with their texts, in a few statements however many there are; order is the caller's business. */
export async function loadQuestions(
  executor: Executor,
  ids: readonly string[],
  steps = STEPS_MAX
): Promise<Map<string, LoadedQuestion>> {
  if (ids.length === 0) return new Map();
  const rows = await executor
    .selectFrom('questions')
    .leftJoin('staff_users', 'staff_users.id', 'questions.changed_by')
    .selectAll('questions')
    .select('staff_users.name as changed_by_name')
    .where('questions.id', 'in', ids)
    .execute();
  const texts = Map.groupBy(await loadTexts(executor, ids), (text) => text.question_id);
  const replies = new Map(
    (await loadMessages(executor, ids, 'reply')).map((row) => [row.question_id, row.text])
  );
  const targets = [...new Set(rows.flatMap((row) => row.merged_into ?? []))];
  const roots = steps > 0 ? await loadQuestions(executor, targets, steps - 1) : new Map();
  return new Map(
    rows.map((row) => {
      const target: LoadedQuestion | undefined = row.merged_into
        ? roots.get(row.merged_into)
        : undefined;
      return [
        row.id,
        {
          ...row,
          texts: texts.get(row.id) ?? [],
          reply: replies.get(row.id) ?? null,
          root: target ? (target.root ?? target) : null
        }
      ];
    })
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

/** What staff see beside each of these questions. */
export async function loadStaffDetails(
  executor: Executor,
  ids: readonly string[]
): Promise<Map<string, StaffDetails>> {
  if (ids.length === 0) return new Map();
  const notes = Map.groupBy(await loadMessages(executor, ids, 'note'), (note) => note.question_id);
  const rows = await executor
    .selectFrom('questions')
    .leftJoin('question_claims', 'question_claims.question_id', 'questions.id')
    .leftJoin('staff_users', 'staff_users.id', 'question_claims.staff_id')
    .leftJoin('viewers', 'viewers.id', 'questions.viewer_id')
    .leftJoin('people', 'people.id', 'questions.panelist_id')
    .select([
      'questions.id',
      'staff_users.name as claimed_by',
      'staff_users.id as claimed_by_id',
      'question_claims.until',
      'viewers.standing',
      'people.slug as panelist'
    ])
    .where('questions.id', 'in', ids)
    .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      {
        notes: (notes.get(row.id) ?? []).map(({ by, text, at }) => ({ by, text, at })),
        claim:
          row.claimed_by && row.claimed_by_id && row.until
            ? { by: row.claimed_by, byId: row.claimed_by_id, until: row.until }
            : null,
        standing: row.standing ?? 'free',
        panelist: row.panelist
      }
    ])
  );
}

async function loadTexts(executor: Executor, ids: readonly string[]) {
  return executor
    .selectFrom('question_texts')
    .selectAll()
    .where('question_id', 'in', ids)
    .execute();
}

async function loadMessages(executor: Executor, ids: readonly string[], kind: 'note' | 'reply') {
  return executor
    .selectFrom('question_messages')
    .innerJoin('staff_users', 'staff_users.id', 'question_messages.staff_id')
    .select([
      'question_messages.question_id',
      'question_messages.text',
      'question_messages.at',
      'staff_users.name as by'
    ])
    .where('question_id', 'in', ids)
    .where('kind', '=', kind)
    .orderBy('question_messages.at')
    .execute();
}
