import { otherLocale } from '../../i18n/locales.ts';
import { redactPersonalData } from '../../schema/redact.ts';
import type { Executor } from '../db/schema.ts';
import { loadQuestion } from './question-rows.ts';
import type { Suggestion, Translator } from './suggest-translation.ts';

export type SuggestOutcome = Suggestion | { ok: false; code: 'not_found' };

/**
 * A translation of a question into the other language by the organisation's engine; the caller has checked
 * the role. What could lead to a person (telephone, address, identity number) is blacked out before it goes.
 * Writes nothing. Refuses with `not_found`, or `busy` when the engine had no answer in time.
 */
export async function suggestForQuestion(
  executor: Executor,
  translator: Translator,
  eventId: string,
  id: string
): Promise<SuggestOutcome> {
  const question = await loadQuestion(executor, eventId, id);
  const original = question?.texts.find(({ status }) => status === 'original');
  if (!original) return { ok: false, code: 'not_found' };
  const { text } = redactPersonalData(original.text);
  return translator.suggest(text, original.lang, otherLocale(original.lang));
}
