import type { LocalText } from '../../i18n/locales.ts';
import type { EventBefore } from '../mail/message.ts';
import { eventWhen } from './clock.ts';
import type { EventRow } from './event-parts.ts';

/** When and where an event is at this moment, to be told apart from what it becomes. */
export function eventBefore({
  event,
  texts
}: {
  event: EventRow;
  texts: { lang: 'es' | 'en'; place: string | null }[];
}): EventBefore {
  const place: LocalText = {};
  for (const text of texts) if (text.place) place[text.lang] = text.place;
  return { when: eventWhen(event), place, cancelled: event.status === 'cancelled' };
}
