import { byEnd, placeOf } from './desk-place.ts';
import type { Lang, StaffQuestion } from './protocol.ts';

/** Whether both languages of the room get their turn. */
export interface Balance {
  waiting: Record<Lang, number>;
  /** When the question came that waits longest; null when none does. */
  oldest: string | null;
  /** So many of the last turns were in one language, while the other one has questions. */
  run: { lang: Lang; count: number } | null;
}

/** So many turns in one language are a coincidence. */
const RUN_MIN = 3;

export function balanceOf(questions: readonly StaffQuestion[]): Balance {
  const waiting: Record<Lang, number> = { es: 0, en: 0 };
  let oldest: string | null = null;
  for (const question of questions) {
    if (placeOf(question) !== 'waiting') continue;
    waiting[question.lang] += 1;
    if (oldest === null || question.createdAt < oldest) oldest = question.createdAt;
  }
  return { waiting, oldest, run: lastRun(questions) };
}

function lastRun(questions: readonly StaffQuestion[]): Balance['run'] {
  const turns = questions
    .filter(({ status }) => status === 'answered' || status === 'live')
    .sort((a, b) => Number(b.status === 'live') - Number(a.status === 'live') || byEnd(a, b));
  const lang = turns[0]?.lang;
  if (!lang) return null;
  const other = turns.findIndex((question) => question.lang !== lang);
  const count = other < 0 ? turns.length : other;
  const someoneElse = questions.some(
    (question) =>
      question.lang !== lang && ['waiting', 'approved', 'queued'].includes(question.status)
  );
  return count >= RUN_MIN && someoneElse ? { lang, count } : null;
}
