import { LOCALES, type Locale } from '../../i18n/locales.ts';
import type { Outcome } from '../../schema/question-outcomes.ts';
import type { QuestionStatus } from '../../schema/question-states.ts';
import type { Executor } from '../db/schema.ts';

const OUTCOME_OF: Record<QuestionStatus, Outcome> = {
  waiting: 'waiting',
  approved: 'open',
  queued: 'open',
  live: 'open',
  answered: 'answered',
  declined: 'declined',
  merged: 'merged',
  withdrawn: 'withdrawn'
};

export interface QuestionCount {
  lang: Locale;
  outcomes: Record<Outcome, number>;
}

/** Questions by their own language and what became of them. */
export async function loadQuestionCounts(
  executor: Executor,
  eventId: string
): Promise<QuestionCount[]> {
  const rows = await executor
    .selectFrom('questions')
    .select(({ fn }) => ['lang', 'status', fn.countAll().as('count')])
    .where('event_id', '=', eventId)
    .groupBy(['lang', 'status'])
    .execute();
  return LOCALES.map((lang) => {
    const own = rows.filter((row) => row.lang === lang);
    const countOf = (outcome: Outcome) =>
      own.reduce(
        (sum, row) => sum + (OUTCOME_OF[row.status] === outcome ? Number(row.count) : 0),
        0
      );
    return {
      lang,
      outcomes: {
        answered: countOf('answered'),
        open: countOf('open'),
        waiting: countOf('waiting'),
        merged: countOf('merged'),
        declined: countOf('declined'),
        withdrawn: countOf('withdrawn')
      }
    };
  });
}

/** The upper ends of the spans, in minutes; the last one has none. */
export const SPANS = [5, 15, 30, 60, null] as const;

export interface AnswerTimes {
  spans: { upTo: number | null; count: number }[];
  /** In whole minutes; null without an answered question. */
  median: number | null;
}

/** How long askers waited for their answer; who asked before the event waited from its start. */
export async function loadAnswerTimes(
  executor: Executor,
  eventId: string,
  startsAt: string
): Promise<AnswerTimes> {
  const rows = await executor
    .selectFrom('questions')
    .select(['created_at', 'answered_at'])
    .where('event_id', '=', eventId)
    .where('status', '=', 'answered')
    .where('answered_at', 'is not', null)
    .execute();
  const waits = rows
    .map(({ created_at, answered_at }) => {
      const asked = Math.max(Date.parse(created_at), Date.parse(startsAt));
      return Math.max(0, Date.parse(answered_at ?? created_at) - asked) / 60_000;
    })
    .sort((a, b) => a - b);
  const spans = SPANS.map((upTo, index) => {
    const from = SPANS[index - 1] ?? 0;
    const inSpan = (wait: number) =>
      (index === 0 || wait > from) && (upTo === null || wait <= upTo);
    return { upTo, count: waits.filter(inSpan).length };
  });
  const middle = waits[Math.floor(waits.length / 2)];
  return { spans, median: middle === undefined ? null : Math.round(middle) };
}
