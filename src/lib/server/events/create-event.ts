import { LOCALES, otherLocale, type Locale } from '../../i18n/locales.ts';
import {
  proposeSlug,
  resourceField,
  resourcesOf,
  textField,
  writeResource,
  type EventContent
} from '../../schema/event-fields.ts';
import { randomUUID } from 'node:crypto';
import type { Context } from '../context.ts';
import type { Executor, Trx } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { audit } from '../staff/audit.ts';
import { hasRole, ORGANIZING } from '../staff/access.ts';
import { keepResourceIds, peopleOf } from './apply-content.ts';
import { checkContent, type ContentProblems } from './check-content.ts';
import { loadEventContent } from './event-content.ts';
import { insertEvent } from './insert-event.ts';
import { refreshSearch } from './search-text.ts';

export type EventCreated =
  | { ok: true; eventId: string; slug: Record<Locale, string> }
  | { ok: false; code: 'forbidden' }
  | { ok: false; code: 'invalid'; problems: ContentProblems };

/** What an event is until somebody says otherwise. */
const USUAL: EventContent = {
  spoken: 'es',
  access: 'rsvp',
  waitlist: 'promote',
  translation: 'optional'
};
/** What belongs to the one evening and not to the next. */
const OF_ONE_EVENT = [
  'recap.es',
  'recap.en',
  'stream',
  'channel.es',
  'channel.en',
  'slug.es',
  'slug.en',
  'date'
];

/**
 * Begins an event as a draft, of a few fields, or as a copy of another with these over it. Addresses that are
 * not given come from the titles. Refused to who does not run every event.
 */
export async function createEvent(
  context: Context,
  staffId: string,
  fields: EventContent,
  copied: string | null = null
): Promise<EventCreated> {
  return inTransaction(context.db, async (trx) => {
    if (!(await hasRole(trx, staffId, '', ORGANIZING))) return { ok: false, code: 'forbidden' };
    const original = copied === null ? {} : await contentToCopy(trx, copied);
    const content = await withAddresses(trx, { ...USUAL, ...original, ...fields });
    const checked = checkContent(content, context.now());
    if (!checked.ok) return { ok: false, code: 'invalid', problems: checked.problems };
    const people = copied === null ? [] : await peopleOf(trx, copied);
    const event = { ...checked.event, people, status: 'draft' as const };
    const eventId = await insertEvent(trx, context, event, checked.times);
    await keepResourceIds(trx, eventId, checked.resourceIds);
    await refreshSearch(trx, { eventIds: [eventId], personIds: [] });
    await audit(trx, context, {
      actor: staffId,
      what: copied === null ? 'event_created' : 'event_duplicated',
      eventId,
      detail: { slug: event.slug.es, kind: event.kind }
    });
    return { ok: true, eventId, slug: event.slug };
  });
}

/** The fields of an event that its copy begins with. */
export async function contentToCopy(executor: Executor, eventId: string): Promise<EventContent> {
  const found = await loadEventContent(executor, eventId);
  const content = Object.fromEntries(
    Object.entries(found?.content ?? {}).filter(
      ([field]) => !OF_ONE_EVENT.includes(field) && !field.startsWith('resource.')
    )
  );
  for (const { id: _id, ...resource } of resourcesOf(found?.content ?? {}))
    content[resourceField(randomUUID())] = writeResource(resource);
  return content;
}

/** Each language's address from its own title, else from the other's; a number behind it when it is taken. */
async function withAddresses(trx: Trx, content: EventContent): Promise<EventContent> {
  const addressed = { ...content };
  for (const lang of LOCALES) {
    const titles = [lang, otherLocale(lang)].map((each) => content[textField('title', each)] ?? '');
    const wanted = content[textField('slug', lang)] || titles.map(proposeSlug).find(Boolean);
    addressed[textField('slug', lang)] = await freeSlug(trx, wanted ?? content.kind ?? 'event');
  }
  return addressed;
}

async function freeSlug(executor: Executor, wanted: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const slug = number === 1 ? wanted : `${wanted.slice(0, 74).replace(/-+$/, '')}-${number}`;
    if (!(await isSlugTaken(executor, slug, null))) return slug;
  }
}

/** Whether another event has this address in either language: staff pages find an event by any of its two. */
export async function isSlugTaken(
  executor: Executor,
  slug: string,
  except: string | null
): Promise<boolean> {
  const row = await executor
    .selectFrom('event_texts')
    .select('event_id')
    .where('slug', '=', slug)
    .$if(except !== null, (query) => query.where('event_id', '!=', except ?? ''))
    .executeTakeFirst();
  return row !== undefined;
}
