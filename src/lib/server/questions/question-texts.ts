import type { Locale } from '../../i18n/locales.ts';
import { redactPersonalData } from '../../schema/redact.ts';
import { flagQuestion } from './flags.ts';
import { changeQuestion, DECIDED, type Decided, type Decision } from './decision.ts';

/**
 * Rewrites the original before or after publishing; with `redact`, phone numbers, addresses and identity
 * numbers are blacked out. A checked translation of other words is only a suggestion now.
 */
export async function editQuestion(
  decision: Decision,
  text: string,
  redact: boolean
): Promise<Decided> {
  const { trx, question } = decision;
  if (question.status === 'withdrawn') return { ok: false, code: 'invalid' };
  const words = redact ? redactPersonalData(text).text : text;
  const flags = JSON.stringify(flagQuestion(words, question.lang));
  await changeQuestion(decision, { edited: 1, flags });
  await trx
    .updateTable('question_texts')
    .set({ text: words })
    .where('question_id', '=', question.id)
    .where('status', '=', 'original')
    .execute();
  await trx
    .updateTable('question_texts')
    .set({ status: 'suggested' })
    .where('question_id', '=', question.id)
    .where('status', '=', 'checked')
    .execute();
  return DECIDED;
}

export interface Translation {
  lang: Locale;
  text: string;
  status: 'suggested' | 'checked';
}

/** Writes the question's other text. Refuses with `invalid` for the question's own language. */
export async function translateQuestion(
  decision: Decision,
  translation: Translation
): Promise<Decided> {
  const { trx, question, staffId } = decision;
  if (question.status === 'withdrawn' || translation.lang === question.lang) {
    return { ok: false, code: 'invalid' };
  }
  await changeQuestion(decision, {});
  const values = { text: translation.text, status: translation.status, by_staff: staffId };
  await trx
    .insertInto('question_texts')
    .values({ question_id: question.id, lang: translation.lang, ...values })
    .onConflict((conflict) => conflict.columns(['question_id', 'lang']).doUpdateSet(values))
    .execute();
  return DECIDED;
}
