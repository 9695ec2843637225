import type { Translate } from '$lib/i18n/make-translator.ts';
import type { OwnQuestion } from '$lib/realtime/protocol.ts';
import { formatOffset } from './relative-time.ts';

/** What became of a question, in one sentence for its author. */
export function ownStatusText(question: OwnQuestion, t: Translate): string {
  if (question.status === 'declined')
    return t(`room:status.declined_${question.reason ?? 'other'}`);
  if (question.status === 'answered' && question.offset !== undefined)
    return t('room:status.answered_at', { minute: formatOffset(question.offset) });
  return t(`room:status.${question.status}`);
}
