import type { Locale } from '../../i18n/locales.ts';
import type { Context } from '../context.ts';
import { inTrial } from '../db/trial.ts';
import { exampleMail, type ExampleMail } from '../mail/example-mail.ts';
import { peopleOf, type ReadyContent } from './apply-content.ts';
import { loadEventPage } from './find-event.ts';
import { eventColumns } from './insert-event.ts';
import type { EventPage } from './public-event.ts';
import { saveEventDetails } from './save-event-details.ts';

export interface EventPreview {
  page: EventPage;
  /** The answer to an RSVP. */
  mail: ExampleMail | null;
}

/**
 * The page and the first mail of an event as if its draft were public, in each language. They are made by what
 * makes the real ones, from rows that are taken back at once.
 */
export async function previewEvent(
  context: Context,
  eventId: string,
  { event, times }: ReadyContent
): Promise<Record<Locale, EventPreview>> {
  return inTrial(context.db, async (trx) => {
    const { capacity, streamCapacity, stream = null } = event;
    await trx
      .updateTable('events')
      .set({
        ...eventColumns(event),
        ...times,
        capacity,
        stream_capacity: streamCapacity,
        stream_url: stream,
        status: 'published'
      })
      .where('id', '=', eventId)
      .execute();
    await saveEventDetails(trx, eventId, { ...event, people: await peopleOf(trx, eventId) });
    const inside = { ...context, db: trx };
    const [es, en] = [
      await previewIn(inside, eventId, 'es'),
      await previewIn(inside, eventId, 'en')
    ];
    return { es, en };
  });
}

async function previewIn(context: Context, eventId: string, lang: Locale): Promise<EventPreview> {
  const page = await loadEventPage(context, eventId, lang);
  if (!page) throw new Error('the event of the preview is gone');
  return { page, mail: await exampleMail(context, eventId, 'confirmed', lang) };
}
