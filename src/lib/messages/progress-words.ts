import { formatNumber } from '../i18n/numbers.ts';
import type { Locale } from '../i18n/locales.ts';
import type { Translate } from '../i18n/make-translator.ts';
import type { MessageStatus } from '../server/db/messages-table.ts';
import type { MessageProgress } from '../server/messages/message-progress.ts';

/** What became of a message, a sentence each: how many it went to, and why not to the others. */
export function progressWords(
  status: Exclude<MessageStatus, 'draft'>,
  { total, sent, failed, waiting, left }: MessageProgress,
  t: Translate,
  lang: Locale
): string[] {
  const words = (count: number) => ({ count, number: formatNumber(count, lang) });
  const isAll = status === 'sent' && sent === total;
  const others = status === 'stopped' ? 'messages:result.stopped' : 'messages:result.left';
  return [
    isAll
      ? t('messages:result.all', words(sent))
      : t('messages:result.sent', { ...words(sent), total: formatNumber(total, lang) }),
    ...(waiting > 0 ? [t('messages:result.waiting', words(waiting))] : []),
    ...(failed > 0 ? [t('messages:result.failed', words(failed))] : []),
    ...(left > 0 ? [t(others, words(left))] : [])
  ];
}
