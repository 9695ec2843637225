import type { Translate } from '$lib/i18n/make-translator.ts';
import type { SaidDecision } from '$lib/realtime/desk-line.ts';

/** What a screen reader says after an own decision: its result, of how many, and whether it still waits. */
export function sayDecision({ action, count, queued }: SaidDecision, t: Translate): string {
  if (action === 'claim' || action === 'release') return '';
  const many = count > 1 ? [t('staff:desk.questions', { count })] : [];
  const later = queued ? [t('staff:desk.later')] : [];
  return [...many, t(`staff:said.${action}`), ...later].join(' ');
}
