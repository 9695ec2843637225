import type { Translate } from '../i18n/make-translator.ts';
import { DIRECT, FILTER_STATUSES, type FilterField } from '../schema/attendee-filter.ts';
import type { EventSource } from '../server/partners/event-sources.ts';

export interface GuestOption {
  value: string;
  label: string;
}

/** Whether somebody has a place, in the words of a list. */
export function statusOptions(t: Translate): GuestOption[] {
  return [
    ...FILTER_STATUSES.map((value) => ({ value, label: t(`guests:filter.status.${value}`) })),
    { value: '', label: t('guests:filter.status.any') }
  ];
}

/**
 * What else attendees are told apart by. `both`: the event has a room and a stream; `sources`: the partners whose
 * links people may have come by.
 */
export function guestSelects(
  t: Translate,
  both: boolean,
  sources: readonly EventSource[]
): { name: Exclude<FilterField, 'q' | 'status'>; options: GuestOption[] }[] {
  const any = { value: '', label: t('guests:filter.any') };
  const yesNo = [
    any,
    { value: 'yes', label: t('guests:filter.yes') },
    { value: 'no', label: t('guests:filter.no') }
  ];
  const listen = [
    any,
    { value: 'es', label: t('guests:lang.es') },
    { value: 'en', label: t('guests:lang.en') }
  ];
  const pool = [
    any,
    { value: 'room', label: t('guests:pool.room') },
    { value: 'stream', label: t('guests:pool.stream') }
  ];
  const source = [
    { value: '', label: t('guests:filter.anyLink') },
    { value: DIRECT, label: t('guests:source.direct') },
    ...sources.map(({ source: value, name, isFormer }) => ({
      value,
      label: isFormer ? t('guests:source.former', { name }) : name
    }))
  ];
  return [
    { name: 'listen', options: listen },
    ...(both ? [{ name: 'pool' as const, options: pool }] : []),
    { name: 'needs', options: yesNo },
    { name: 'news', options: yesNo },
    { name: 'came', options: yesNo },
    ...(sources.length > 0 ? [{ name: 'source' as const, options: source }] : [])
  ];
}
