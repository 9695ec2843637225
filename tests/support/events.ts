import { randomUUID } from 'node:crypto';
import type { Context } from '../../src/lib/server/context.ts';
import type {
  EventAccess,
  EventStatus,
  QaState,
  WaitlistMode
} from '../../src/lib/server/db/schema.ts';

interface EventOptions {
  slug?: string;
  title?: string;
  status?: EventStatus;
  qa?: QaState;
  access?: EventAccess;
  capacity?: number | null;
  waitlist?: WaitlistMode;
  startsAt?: string;
}

const HOUR = 3_600_000;

/** Publishes an event in both languages and returns its id; it began when the test's clock stands. */
export async function publishEvent(context: Context, options: EventOptions = {}): Promise<string> {
  const id = randomUUID();
  const slug = options.slug ?? `panel-${id.slice(0, 8)}`;
  const startsAt = options.startsAt ?? context.now().toISOString();
  await context.db
    .insertInto('events')
    .values({
      id,
      kind: 'panel',
      status: options.status ?? 'published',
      zone: 'UTC',
      start_local: startsAt.slice(0, 16),
      duration_minutes: 90,
      starts_at: startsAt,
      ends_at: new Date(Date.parse(startsAt) + 1.5 * HOUR).toISOString(),
      access: options.access ?? 'open',
      capacity: options.capacity ?? null,
      waitlist: options.waitlist ?? 'promote',
      qa: options.qa ?? 'open',
      notice: '{}',
      spoken: '["es","en"]',
      interpretation: '[]',
      captions: '[]',
      sign: '[]',
      stream_url: null,
      created_at: startsAt,
      updated_at: startsAt
    })
    .execute();
  const title = options.title ?? 'Mesa';
  await context.db
    .insertInto('event_texts')
    .values(
      (['es', 'en'] as const).map((lang) => ({
        event_id: id,
        lang,
        slug,
        title,
        search: title.toLowerCase()
      }))
    )
    .execute();
  return id;
}
