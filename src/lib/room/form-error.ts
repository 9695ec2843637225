import type { Translate } from '$lib/i18n/make-translator.ts';
import type { RefusalCode } from '$lib/realtime/protocol.ts';

/** What a room form answered when it was sent without JavaScript. */
export interface RoomForm {
  action: 'ask' | 'vote' | 'edit' | 'withdraw' | 'stream';
  /** The question that was to be changed. */
  id?: string;
  code?: string;
  retryAfter?: number;
  values?: { text: string | undefined; name?: string };
}

const CODES: readonly RefusalCode[] = [
  'invalid',
  'too_long',
  'rate_limited',
  'closed',
  'forbidden',
  'not_found',
  'conflict',
  'busy'
];

/** The sentence for a refused form, or null when it was not refused. */
export function formErrorText(form: RoomForm, t: Translate): string | null {
  if (!form.code) return null;
  if (form.code === 'required') return t('errors:field.required');
  const own = form.action === 'edit' || form.action === 'withdraw';
  if (own && form.code === 'closed') return t('room:mine.decided');
  const code = CODES.find((known) => known === form.code) ?? 'invalid';
  if (code !== 'rate_limited') return t(`errors:socket.${code}`);
  return form.retryAfter
    ? t('errors:socket.rate_limited', { count: form.retryAfter })
    : t('errors:socket.too_many_waiting');
}
