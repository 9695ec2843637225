import { randomUUID } from 'node:crypto';
import type { Insertable } from 'kysely';
import type { Locale } from '../../src/lib/i18n/locales.ts';
import type { Context } from '../../src/lib/server/context.ts';
import type { Database } from '../../src/lib/server/db/schema.ts';

type EventValues = Insertable<Database['events']>;

interface EventOptions extends Partial<EventValues> {
  slug?: string | Record<Locale, string>;
  title?: string | Partial<Record<Locale, string>>;
}

const DURATION = 90 * 60_000;

/** Publishes an event in both languages and returns its id; it began when the test's clock stands. */
export async function publishEvent(
  context: Context,
  { slug, title = 'Mesa', ...values }: EventOptions = {}
): Promise<string> {
  const id = values.id ?? randomUUID();
  const now = context.now().toISOString();
  const startsAt = values.starts_at ?? now;
  await context.db
    .insertInto('events')
    .values({
      id,
      kind: 'panel',
      status: 'published',
      zone: 'UTC',
      start_local: startsAt.slice(0, 16),
      duration_minutes: 90,
      starts_at: startsAt,
      ends_at: new Date(Date.parse(startsAt) + DURATION).toISOString(),
      access: 'open',
      capacity: null,
      waitlist: 'promote',
      qa: 'open',
      notice: '{}',
      spoken: '["es","en"]',
      interpretation: '[]',
      captions: '[]',
      sign: '[]',
      stream_url: null,
      created_at: now,
      updated_at: now,
      ...values
    })
    .execute();
  await context.db
    .insertInto('event_texts')
    .values(textsOf(id, slug ?? `panel-${id}`, title))
    .execute();
  return id;
}

function textsOf(
  eventId: string,
  slug: string | Record<Locale, string>,
  title: string | Partial<Record<Locale, string>>
) {
  return (['es', 'en'] as const).map((lang) => {
    const text = typeof title === 'string' ? title : (title[lang] ?? null);
    const address = typeof slug === 'string' ? slug : slug[lang];
    return {
      event_id: eventId,
      lang,
      slug: address,
      title: text,
      search: (text ?? '').toLowerCase()
    };
  });
}
