import type { Translate } from '$lib/i18n/make-translator.ts';
import type { OwnQuestion, QuestionStatus } from '$lib/realtime/protocol.ts';
import { formatOffset } from './relative-time.ts';

/** What became of a question, in one sentence for its author; one that was joined goes the way of the other. */
export function ownStatusText(question: OwnQuestion, t: Translate): string {
  const { status, joined } = question;
  if (status === 'merged' && joined) return joinedText(joined, t);
  if (status === 'declined') return t(`room:status.declined_${question.reason ?? 'other'}`);
  if (status === 'waiting' && question.audience === 'moderators')
    return t('room:status.waiting_private');
  if (status === 'answered' && question.offset !== undefined)
    return t('room:status.answered_at', { minute: formatOffset(question.offset) });
  return t(`room:status.${status}`);
}

/** What a screen reader says when something became of a question: its state, and what was written to its author. */
export function ownNewsText(question: OwnQuestion, replied: boolean, t: Translate): string {
  const status = ownStatusText(question, t);
  if (!replied || !question.reply) return status;
  return `${status.replace(/\.$/, '')}. ${t('room:mine.reply')}: ${question.reply}`;
}

/** How far a question has come, by itself or by the one that it was joined with. */
export function reachedStatus({ status, joined }: OwnQuestion): QuestionStatus {
  return status === 'merged' && joined ? joined.status : status;
}

/** An author may rewrite a question until somebody decides about it. */
export function isRewritable({ status }: OwnQuestion): boolean {
  return status === 'waiting';
}

/** An author may take a question back at any time, unless it has left the room already. */
export function isWithdrawable({ status }: OwnQuestion): boolean {
  return status !== 'declined' && status !== 'merged' && status !== 'withdrawn';
}

function joinedText(joined: NonNullable<OwnQuestion['joined']>, t: Translate): string {
  return joined.status === 'answered' && joined.offset !== undefined
    ? t('room:status.joined_answered_at', { minute: formatOffset(joined.offset) })
    : t(`room:status.joined_${joined.status}`);
}
