import * as v from 'valibot';
import { LOCALES, type LocalText } from '../../i18n/locales.ts';
import {
  resourceField,
  resourcesOf,
  TEXT_NAMES,
  type EventContent,
  type TextName
} from '../../schema/event-fields.ts';
import { eventSchema, type ImportEvent } from '../../schema/import.ts';
import { problemOfIssue, type ImportProblemCode } from './import-problems.ts';
import { eventTimes, type TimesOutcome } from './import-times.ts';

export type EventTimes = Extract<TimesOutcome, { ok: true }>['times'];

/** Fields that an event cannot be made of, each with what is wrong. */
export type ContentProblems = Record<string, ImportProblemCode>;

export type CheckedContent =
  | { ok: true; event: ImportEvent; times: EventTimes; resourceIds: string[] }
  | { ok: false; problems: ContentProblems };

/** The event that the fields make, by the same rules as an imported one; or which of them do not fit. */
export function checkContent(content: EventContent, now: Date): CheckedContent {
  const parsed = v.safeParse(eventSchema, asImported(content));
  const problems: ContentProblems = timeProblems(content);
  if (!parsed.success) {
    const fields = resourcesOf(content).map(({ id }) => resourceField(id));
    for (const issue of parsed.issues) {
      const { path, code } = problemOfIssue(issue);
      const field = fieldOfPath(path, content, fields);
      if (field) problems[field] ??= code;
    }
    return { ok: false, problems };
  }
  const times = eventTimes(parsed.output, now);
  if (!times.ok) return { ok: false, problems: { ...problems, time: times.code } };
  const resourceIds = resourcesOf(content).map(({ id }) => id);
  return { ok: true, event: parsed.output, times: times.times, resourceIds };
}

/** The fields in the form of an import file; what is wrong stays wrong. */
function asImported(content: EventContent): unknown {
  const list = (field: string) => (content[field] ?? '').split(' ').filter(Boolean);
  const texts = Object.fromEntries(
    TEXT_NAMES.flatMap((name) => {
      const found = localText(content, name);
      return Object.keys(found).length > 0 || name === 'title' ? [[name, found]] : [];
    })
  );
  return {
    ...texts,
    ...whenOf(content),
    slug: { es: content['slug.es'] ?? '', en: content['slug.en'] ?? '' },
    kind: content.kind,
    zone: content.zone,
    spoken: list('spoken'),
    interpretation: list('interpretation'),
    captions: list('captions'),
    sign: list('sign'),
    access: content.access,
    capacity: seats(content.capacity),
    streamCapacity: seats(content.streamCapacity),
    waitlist: content.waitlist,
    translation: content.translation,
    ...(content.stream && { stream: content.stream }),
    channels: localText(content, 'channel'),
    resources: resourcesOf(content).map(({ kind, language, url, es, en }) => ({
      kind,
      language,
      url,
      label: { ...(es && { es }), ...(en && { en }) }
    }))
  };
}

function localText(content: EventContent, name: TextName | 'channel'): LocalText {
  return Object.fromEntries(
    LOCALES.flatMap((lang) => {
      const text = content[`${name}.${lang}`];
      return text ? [[lang, text]] : [];
    })
  );
}

function whenOf({ timing, date = '', time = '', minutes = '', days = '' }: EventContent) {
  if (timing === 'days') return { startsOn: date, days: seats(days) ?? 0 };
  return { start: `${date}T${time}`, duration: `PT${minutes}M` };
}

/** Nothing is as many as come; what is no number stays a wrong one. */
function seats(text: string | undefined): number | null {
  if (!text) return null;
  return /^\d{1,9}$/.test(text) ? Number(text) : -1;
}

/** A time of several fields is wrong in the one that is missing. */
function timeProblems(content: EventContent): ContentProblems {
  const wanted = content.timing === 'days' ? ['date', 'days'] : ['date', 'time', 'minutes'];
  const missing = wanted.filter((field) => !content[field]);
  return Object.fromEntries(missing.map((field) => [field, 'required' as const]));
}

const RENAMED: Record<string, string> = {
  start: 'date',
  startsOn: 'date',
  duration: 'minutes',
  title: 'title.es',
  place: 'place.es',
  'channels.es': 'channel.es',
  'channels.en': 'channel.en'
};

function fieldOfPath(path: string, content: EventContent, resources: string[]): string | null {
  const resource = /^resources\[(\d+)\]/.exec(path)?.[1];
  if (resource !== undefined) return resources[Number(resource)] ?? null;
  const field = path.replace(/\[\d+\]$/, '');
  // The missing one of several fields has been named already.
  const isTime = ['start', 'startsOn', 'duration', 'days'].includes(field);
  if (isTime && Object.keys(timeProblems(content)).length > 0) return null;
  return RENAMED[field] ?? field;
}
