import type { Locale } from '../../i18n/locales.ts';
import type { Trx } from '../db/schema.ts';
import { redactPersonalData } from '../../schema/redact.ts';
import { flagQuestion } from './flags.ts';
import { changeQuestion, DECIDED, type Decided, type Decision } from './decision.ts';

export interface Edit {
  text: string;
  redact?: true | undefined;
  /** Another language than the question was thought to be in. */
  lang?: Locale | undefined;
}

/**
 * Rewrites the original before or after publishing; with `redact`, phone numbers, addresses and identity
 * numbers are blacked out; with another `lang` it moves to that side. A checked translation of other words
 * is only a suggestion now, and one into the question's own language is none.
 */
export async function editQuestion(decision: Decision, edit: Edit): Promise<Decided> {
  const { trx, question } = decision;
  if (question.status === 'withdrawn') return { ok: false, code: 'invalid' };
  const { lang = question.lang } = edit;
  const text = edit.redact ? redactPersonalData(edit.text).text : edit.text;
  const before = question.texts.find(({ status }) => status === 'original')?.text;
  await changeQuestion(decision, {
    lang,
    edited: text === before ? question.edited : 1,
    flags: JSON.stringify(flagQuestion(text, lang))
  });
  if (lang !== question.lang) await writeOriginal(trx, question.id, { lang, text });
  else if (text !== before) await rewriteOriginal(trx, question.id, text);
  return DECIDED;
}

/** Makes this the only text of a question, in this language. */
export async function writeOriginal(
  trx: Trx,
  id: string,
  original: { lang: Locale; text: string }
): Promise<void> {
  await trx.deleteFrom('question_texts').where('question_id', '=', id).execute();
  await trx
    .insertInto('question_texts')
    .values({ question_id: id, ...original, status: 'original' })
    .execute();
}

async function rewriteOriginal(trx: Trx, id: string, text: string): Promise<void> {
  await trx
    .updateTable('question_texts')
    .set({ text })
    .where('question_id', '=', id)
    .where('status', '=', 'original')
    .execute();
  await trx
    .updateTable('question_texts')
    .set({ status: 'suggested' })
    .where('question_id', '=', id)
    .where('status', '=', 'checked')
    .execute();
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
