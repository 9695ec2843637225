import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import { LOCALES, type Locale } from '../../i18n/locales.ts';
import type { NextEdition } from '../../schema/next-edition.ts';
import type { Context } from '../context.ts';
import type { Database, Trx } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { audit } from '../staff/audit.ts';
import { hasRole, ORGANIZING } from '../staff/access.ts';
import type { WallTimeRefusal, WhenRow } from './clock.ts';
import { timedTimes, wholeDayTimes, type TimesOutcome } from './import-times.ts';
import { refreshSearch } from './search-text.ts';

export type EditionMade =
  | { ok: true; eventId: string; slug: Record<Locale, string> }
  | { ok: false; code: 'forbidden' | 'not_found' | 'past' | WallTimeRefusal };

type EventRow = Selectable<Database['events']>;

/**
 * Makes the next edition of an event as a draft: its texts, people, resources and rules at a new date, without
 * what belongs to the one evening (recap, stream, partners' links). Both become editions of one series.
 * Refused: `past`, and a wall time that the clock skips or repeats; `forbidden` to who does not run every event.
 */
export async function makeNextEdition(
  context: Context,
  staffId: string,
  eventId: string,
  wanted: NextEdition
): Promise<EditionMade> {
  return inTransaction(context.db, async (trx) => {
    if (!(await hasRole(trx, staffId, '', ORGANIZING))) return { ok: false, code: 'forbidden' };
    const last = await trx
      .selectFrom('events')
      .selectAll()
      .where('id', '=', eventId)
      .where('rehearsal_of', 'is', null)
      .executeTakeFirst();
    if (!last) return { ok: false, code: 'not_found' };
    const times = timesOf(last, wanted);
    if (!times.ok) return times;
    if (times.times.ends_at <= context.now().toISOString()) return { ok: false, code: 'past' };
    const made = await copyEdition(trx, context, last, times.times);
    await audit(trx, context, {
      actor: staffId,
      what: 'event_duplicated',
      eventId: made.eventId,
      detail: { slug: made.slug.es, from: await slugOf(trx, eventId) }
    });
    return { ok: true, ...made };
  });
}

/** At the new date by the clock of the last edition, as long as that was. */
function timesOf(last: EventRow, { date, time }: NextEdition): TimesOutcome {
  if (last.start_local === null)
    return { ok: true, times: wholeDayTimes(date, last.days ?? 1, last.zone) };
  const local = `${date}T${time ?? last.start_local.slice(11, 16)}`;
  return timedTimes(local, last.duration_minutes ?? 0, last.zone);
}

async function copyEdition(
  trx: Trx,
  context: Context,
  last: EventRow,
  times: WhenRow
): Promise<{ eventId: string; slug: Record<Locale, string> }> {
  const eventId = randomUUID();
  const now = context.now().toISOString();
  const seriesId = last.series_id ?? last.id;
  await trx.updateTable('events').set({ series_id: seriesId }).where('id', '=', last.id).execute();
  await trx
    .insertInto('events')
    .values({
      ...last,
      ...times,
      id: eventId,
      series_id: seriesId,
      status: 'draft',
      qa: 'closed',
      notice: '{}',
      stream_url: null,
      stream_channels: '{}',
      revision: 0,
      viewers_rev: 0,
      staff_rev: 0,
      created_at: now,
      updated_at: now
    })
    .execute();
  const slug = await copyTexts(
    trx,
    last.id,
    eventId,
    times.start_local ?? times.start_date ?? times.starts_at
  );
  await copyRows(trx, last.id, eventId);
  await refreshSearch(trx, { eventIds: [eventId], personIds: [] });
  return { eventId, slug };
}

async function copyTexts(
  trx: Trx,
  from: string,
  to: string,
  day: string
): Promise<Record<Locale, string>> {
  const texts = await trx
    .selectFrom('event_texts')
    .selectAll()
    .where('event_id', '=', from)
    .execute();
  const slug: Record<Locale, string> = { es: '', en: '' };
  for (const lang of LOCALES) {
    const text = texts.find((row) => row.lang === lang) ?? texts[0];
    if (!text) throw new Error(`event ${from} has no texts`);
    slug[lang] = await freeAddress(trx, text.slug, day);
    await trx
      .insertInto('event_texts')
      .values({ ...text, lang, event_id: to, slug: slug[lang], recap: null, search: '' })
      .execute();
  }
  return slug;
}

/** `foro` and `foro-2026` lead to `foro-2027`; where that is taken the month follows, then a number. */
async function freeAddress(trx: Trx, last: string, day: string): Promise<string> {
  const base = last.replace(/-20\d\d(?:-\d{1,2})*$/, '').slice(0, 66);
  for (let number = 0; ; number += 1) {
    const end = number === 0 ? day.slice(0, 4) : day.slice(0, 7) + (number > 1 ? `-${number}` : '');
    const taken = await trx
      .selectFrom('event_texts')
      .select('event_id')
      .where('slug', '=', `${base}-${end}`)
      .executeTakeFirst();
    if (!taken) return `${base}-${end}`;
  }
}

async function copyRows(trx: Trx, from: string, to: string): Promise<void> {
  const people = await trx
    .selectFrom('event_people')
    .selectAll()
    .where('event_id', '=', from)
    .execute();
  if (people.length > 0)
    await trx
      .insertInto('event_people')
      .values(people.map((person) => ({ ...person, event_id: to })))
      .execute();
  const resources = await trx
    .selectFrom('resources')
    .selectAll()
    .where('event_id', '=', from)
    .execute();
  if (resources.length > 0)
    await trx
      .insertInto('resources')
      .values(resources.map((resource) => ({ ...resource, id: randomUUID(), event_id: to })))
      .execute();
}

async function slugOf(trx: Trx, eventId: string): Promise<string> {
  const { slug } = await trx
    .selectFrom('event_texts')
    .select('slug')
    .where('event_id', '=', eventId)
    .orderBy('lang', 'desc')
    .executeTakeFirstOrThrow();
  return slug;
}
