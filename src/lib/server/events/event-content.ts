import { LOCALES } from '../../i18n/locales.ts';
import {
  resourceField,
  TEXT_NAMES,
  textField,
  writeResource,
  type EventContent
} from '../../schema/event-fields.ts';
import type { Executor } from '../db/schema.ts';
import { readLanguages, readLocalText, readSignLanguages } from './columns.ts';
import type { EventRow, TextRow } from './event-parts.ts';

/** An event's rows as the fields of its editor; null when there is no such event. */
export async function loadEventContent(
  executor: Executor,
  eventId: string
): Promise<{ event: EventRow; content: EventContent } | null> {
  const event = await executor
    .selectFrom('events')
    .selectAll()
    .where('id', '=', eventId)
    .where('rehearsal_of', 'is', null)
    .executeTakeFirst();
  if (!event) return null;
  const texts = await executor
    .selectFrom('event_texts')
    .selectAll()
    .where('event_id', '=', eventId)
    .execute();
  const content = {
    ...factsOf(event),
    ...textsOf(texts),
    ...(await resourcesOfRows(executor, eventId))
  };
  return { event, content: withoutBlanks(content) };
}

function factsOf(event: EventRow): EventContent {
  const channels = readLocalText(event.stream_channels);
  const [date = '', time = ''] = event.start_local?.split('T') ?? [event.start_date ?? ''];
  return {
    kind: event.kind,
    timing: event.start_local === null ? 'days' : 'timed',
    date,
    time,
    minutes: String(event.duration_minutes ?? ''),
    days: String(event.days ?? ''),
    zone: event.zone,
    spoken: readLanguages(event.spoken).join(' '),
    interpretation: readLanguages(event.interpretation).join(' '),
    captions: readLanguages(event.captions).join(' '),
    sign: readSignLanguages(event.sign).join(' '),
    access: event.access,
    capacity: String(event.capacity ?? ''),
    streamCapacity: String(event.stream_capacity ?? ''),
    waitlist: event.waitlist,
    translation: event.translation_policy,
    stream: event.stream_url ?? '',
    'channel.es': channels.es ?? '',
    'channel.en': channels.en ?? ''
  };
}

function textsOf(texts: TextRow[]): EventContent {
  const content: EventContent = {};
  for (const row of texts) {
    content[textField('slug', row.lang)] = row.slug;
    for (const name of TEXT_NAMES) content[textField(name, row.lang)] = row[name] ?? '';
  }
  return content;
}

async function resourcesOfRows(executor: Executor, eventId: string): Promise<EventContent> {
  const rows = await executor
    .selectFrom('resources')
    .selectAll()
    .where('event_id', '=', eventId)
    .orderBy('position')
    .execute();
  return Object.fromEntries(
    rows.map(({ id, kind, language, url, position, label }) => {
      const [es = '', en = ''] = LOCALES.map((lang) => readLocalText(label)[lang]);
      return [resourceField(id), writeResource({ kind, language, url, es, en, position })];
    })
  );
}

/** Absent and empty mean the same; only one of them is used. */
export function withoutBlanks(content: EventContent): EventContent {
  return Object.fromEntries(Object.entries(content).filter(([, value]) => value !== ''));
}
