import { LOCALES, pickText, type FoundText, type Locale } from '../../i18n/locales.ts';
import type { Context } from '../context.ts';
import type { EventStatus, Pool } from '../db/schema.ts';
import { poolsOf } from '../rsvps/pools.ts';
import { readLanguages } from './columns.ts';

/** What a staff page about one event says above its own matter. */
export interface EventFrame {
  title: FoundText;
  /** The organizers' clock. */
  zone: string;
  startsAt: string;
  endsAt: string;
  status: EventStatus;
  pools: readonly Pool[];
  /** The languages that can be listened to. */
  listen: Locale[];
}

/** Title, clock and pools of an event of any status, in one statement. Throws for an unknown event. */
export async function findEventFrame(
  { db }: Context,
  eventId: string,
  lang: Locale
): Promise<EventFrame> {
  const rows = await db
    .selectFrom('events')
    .innerJoin('event_texts as texts', 'texts.event_id', 'events.id')
    .select(['texts.lang', 'texts.title', 'texts.slug', 'texts.place'])
    .select(['zone', 'starts_at', 'ends_at', 'status', 'stream_url', 'stream_capacity'])
    .select(['spoken', 'interpretation'])
    .where('events.id', '=', eventId)
    .execute();
  const [event] = rows;
  if (!event) throw new Error(`no event ${eventId}`);
  const titles = Object.fromEntries(
    rows.flatMap((row) => (row.title ? [[row.lang, row.title]] : []))
  );
  return {
    title: pickText(titles, lang) ?? { text: event.slug, lang },
    zone: event.zone,
    startsAt: event.starts_at,
    endsAt: event.ends_at,
    status: event.status,
    pools: poolsOf({ ...event, hasPlace: rows.some((row) => row.place !== null) }),
    listen: LOCALES.filter((language) =>
      [...readLanguages(event.spoken), ...readLanguages(event.interpretation)].includes(language)
    )
  };
}
