import type { TranslationState } from '../../realtime/protocol.ts';
import { localDay } from '../../i18n/when.ts';
import type { Locale } from '../../i18n/locales.ts';
import type { Context } from '../context.ts';
import type { Executor } from '../db/schema.ts';
import { findEventTitle } from '../events/find-event-title.ts';
import type { QuestionText } from './question-rows.ts';
import type { QuestionStatus } from '../../schema/question-states.ts';

/** The columns of the file, by the contract. */
export const EXPORT_COLUMNS = [
  'status',
  'lang',
  'text_es',
  'text_en',
  'translation',
  'votes',
  'name',
  'createdAt',
  'answeredAt',
  'offset'
] as const;

/** A question without anything that leads to a person, but for a name that its author gave for publication. */
export interface ExportedQuestion extends Record<
  (typeof EXPORT_COLUMNS)[number],
  string | number | null
> {
  status: QuestionStatus;
  lang: Locale;
  translation: TranslationState;
  votes: number;
}

const BATCH = 200;

/**
 * All questions of an event, oldest first, in batches. Left out: what was for the moderators only, and
 * what its author withdrew. No transaction is held, so each question is as it was when its batch was read.
 */
export async function* exportQuestions(
  executor: Executor,
  eventId: string
): AsyncGenerator<ExportedQuestion[]> {
  let rows = await readBatch(executor, eventId);
  while (rows.length > 0) {
    const texts = await readTexts(executor, rows);
    yield rows.map((row) => exportedQuestion(row, texts.get(row.id) ?? []));
    rows = rows.length < BATCH ? [] : await readBatch(executor, eventId, rows.at(-1));
  }
}

/** What an export is about: the event's title, the instant, and the day that it is at the event's place. */
export async function describeExport(
  context: Context,
  eventId: string,
  lang: Locale
): Promise<{ title: string; exportedAt: string; day: string }> {
  const { text } = await findEventTitle(context.db, eventId, lang);
  const { zone } = await context.db
    .selectFrom('events')
    .select('zone')
    .where('id', '=', eventId)
    .executeTakeFirstOrThrow();
  const now = context.now();
  return { title: text, exportedAt: now.toISOString(), day: localDay(now, zone) };
}

function readBatch(
  executor: Executor,
  eventId: string,
  after?: { id: string; created_at: string }
) {
  let query = executor
    .selectFrom('questions')
    .select(['id', 'status', 'lang', 'votes', 'name'])
    .select(['created_at', 'answered_at', 'answered_offset'])
    .where('event_id', '=', eventId)
    .where('audience', '=', 'public')
    .where('status', '!=', 'withdrawn')
    .orderBy('created_at')
    .orderBy('id')
    .limit(BATCH);
  if (after)
    query = query.where((eb) =>
      eb.or([
        eb('created_at', '>', after.created_at),
        eb.and([eb('created_at', '=', after.created_at), eb('id', '>', after.id)])
      ])
    );
  return query.execute();
}

type Row = Awaited<ReturnType<typeof readBatch>>[number];
type Text = Pick<QuestionText, 'lang' | 'text' | 'status'>;

async function readTexts(executor: Executor, rows: readonly Row[]): Promise<Map<string, Text[]>> {
  const texts = await executor
    .selectFrom('question_texts')
    .select(['question_id', 'lang', 'text', 'status'])
    .where(
      'question_id',
      'in',
      rows.map((row) => row.id)
    )
    .execute();
  return Map.groupBy(texts, (text) => text.question_id);
}

function exportedQuestion(row: Row, texts: readonly Text[]): ExportedQuestion {
  const textIn = (lang: Locale) => texts.find((text) => text.lang === lang)?.text ?? null;
  const translation = texts.find((text) => text.lang !== row.lang)?.status;
  const answered = row.status === 'answered';
  return {
    status: row.status,
    lang: row.lang,
    text_es: textIn('es'),
    text_en: textIn('en'),
    translation: translation && translation !== 'original' ? translation : 'none',
    votes: row.votes,
    name: row.name,
    createdAt: row.created_at,
    answeredAt: answered ? row.answered_at : null,
    offset: answered ? row.answered_offset : null
  };
}
