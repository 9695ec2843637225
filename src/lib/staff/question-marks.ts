import { isTransition, leadsTo, type Decision } from '$lib/realtime/desk-projection.ts';
import type { StaffQuestion, TranslationPolicy } from '$lib/realtime/protocol.ts';
import { wantsChecked } from '$lib/schema/question-states.ts';

const FLAGS = ['rude', 'shouting', 'phone', 'email', 'id'] as const;
type Flag = (typeof FLAGS)[number];

/** What a filter noticed, where the desk has a word for it. */
export function knownFlags(question: StaffQuestion): Flag[] {
  return FLAGS.filter((flag) => question.flags.includes(flag));
}

/** Whether the event asks for a checked translation that this question does not have yet. */
export function lacksTranslation(
  { status, audience, translation }: StaffQuestion,
  policy: TranslationPolicy
): boolean {
  if (translation === 'checked' || audience === 'moderators' || policy === 'optional') return false;
  const isShown = status === 'approved' || status === 'queued';
  return isShown || (status === 'waiting' && policy === 'before_publishing');
}

/** Whether one of these decisions is what the event wants a checked translation before. */
export function needsTranslation(
  decisions: readonly Decision[],
  question: StaffQuestion,
  policy: TranslationPolicy
): boolean {
  if (question.translation === 'checked') return false;
  return decisions.some(({ action }) => {
    const target = isTransition(action) ? leadsTo(action, question) : null;
    return target !== null && wantsChecked(policy, question.status, target);
  });
}
