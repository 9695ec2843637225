import type { Selectable } from 'kysely';
import * as v from 'valibot';
import { LOCALES, type Locale } from '../../i18n/locales.ts';
import { IMPORT_LIMITS, importSchema } from '../../schema/import.ts';
import type { Context } from '../context.ts';
import type { Database, Executor } from '../db/schema.ts';
import { inSnapshot } from '../db/snapshot.ts';
import { readLocalText } from './columns.ts';
import { importProblem, problemOfIssue, type ImportProblem } from './import-problems.ts';

/** A file that `importHub` takes, as plain JSON. */
export interface ExportFile {
  people: object[];
  events: object[];
}

/** An event that no import would take, such as a draft without a title, with its first problem. */
export interface LeftOut {
  slug: string;
  problem: ImportProblem;
}

export type ExportOutcome =
  | { ok: true; file: ExportFile; leftOut: LeftOut[] }
  | { ok: false; code: 'too_many'; limit: number };

type EventRow = Selectable<Database['events']>;
type TextRow = Selectable<Database['event_texts']>;

/**
 * All people and events in the form of the import file: importing it changes nothing here, and makes the same
 * events in an empty hub. It names nobody of the public, so it has no RSVPs and no questions; rehearsals stay
 * out. Refuses (`too_many`) what one file may not hold.
 */
export async function exportHub(context: Context): Promise<ExportOutcome> {
  const rows = await inSnapshot(context.db, loadRows);
  const limit = Math.min(IMPORT_LIMITS.events, IMPORT_LIMITS.people);
  if (rows.events.length > IMPORT_LIMITS.events || rows.people.length > IMPORT_LIMITS.people)
    return { ok: false, code: 'too_many', limit };
  const people = rows.people.map(({ id, slug, name }) => ({
    slug,
    name,
    ...texts('role', roleTexts(rows.personTexts.get(id) ?? []))
  }));
  const events = rows.events.map((event) => exportedEvent(event, rows));
  return { ok: true, ...withoutIncomplete({ people, events }) };
}

type Rows = Awaited<ReturnType<typeof loadRows>>;

/** Everything in a number of statements that does not grow with the hub. */
async function loadRows(executor: Executor) {
  const events = await executor
    .selectFrom('events')
    .selectAll()
    .where('rehearsal_of', 'is', null)
    .orderBy('starts_at')
    .orderBy('id')
    .execute();
  const people = await executor.selectFrom('people').selectAll().orderBy('slug').execute();
  const personTexts = await executor.selectFrom('person_texts').selectAll().execute();
  const eventTexts = await executor.selectFrom('event_texts').selectAll().execute();
  const appearances = await executor
    .selectFrom('event_people')
    .innerJoin('people', 'people.id', 'event_people.person_id')
    .select(['event_id', 'people.slug', 'event_people.role', 'topic'])
    .orderBy('position')
    .execute();
  const resources = await executor
    .selectFrom('resources')
    .select(['event_id', 'kind', 'language', 'url', 'label'])
    .orderBy('position')
    .execute();
  return {
    events,
    people,
    personTexts: Map.groupBy(personTexts, (row) => row.person_id),
    eventTexts: Map.groupBy(eventTexts, (row) => row.event_id),
    appearances: Map.groupBy(appearances, (row) => row.event_id),
    resources: Map.groupBy(resources, (row) => row.event_id)
  };
}

function exportedEvent(event: EventRow, rows: Rows): object {
  const eventTexts = rows.eventTexts.get(event.id) ?? [];
  return {
    slug: Object.fromEntries(eventTexts.map(({ lang, slug }) => [lang, slug])),
    ...eventRules(event),
    ...allTexts(eventTexts),
    people: (rows.appearances.get(event.id) ?? []).map(({ slug, role, topic }) => ({
      person: slug,
      role,
      ...texts('topic', JSON.parse(topic))
    })),
    resources: (rows.resources.get(event.id) ?? []).map(({ kind, language, url, label }) => ({
      kind,
      language,
      url,
      label: JSON.parse(label)
    }))
  };
}

function eventRules(event: EventRow): object {
  return {
    kind: event.kind,
    status: event.status,
    zone: event.zone,
    ...times(event),
    spoken: JSON.parse(event.spoken),
    interpretation: JSON.parse(event.interpretation),
    captions: JSON.parse(event.captions),
    sign: JSON.parse(event.sign),
    access: event.access,
    capacity: event.capacity,
    streamCapacity: event.stream_capacity,
    waitlist: event.waitlist,
    qa: event.qa,
    translation: event.translation_policy,
    ...(event.stream_url ? { stream: event.stream_url } : {}),
    ...texts('channels', readLocalText(event.stream_channels))
  };
}

function times(event: EventRow): object {
  if (event.start_local === null) return { startsOn: event.start_date, days: event.days };
  return { start: event.start_local, duration: duration(event.duration_minutes ?? 0) };
}

/** ISO 8601; the import takes four digits of minutes. */
function duration(minutes: number): string {
  return minutes < 10_000 ? `PT${minutes}M` : `PT${Math.floor(minutes / 60)}H${minutes % 60}M`;
}

const TEXTS = ['title', 'summary', 'description', 'notes', 'recap', 'place'] as const;

function allTexts(rows: TextRow[]): object {
  return Object.assign(
    {},
    ...TEXTS.map((field) =>
      texts(field, Object.fromEntries(rows.map((row) => [row.lang, row[field]])))
    )
  );
}

function roleTexts(rows: { lang: Locale; role: string }[]) {
  return Object.fromEntries(rows.map(({ lang, role }) => [lang, role]));
}

/** A text in its languages; none at all is left out, as the import wants it. */
function texts(field: string, byLang: Partial<Record<Locale, string | null>>): object {
  const written = LOCALES.filter((lang) => byLang[lang]).map((lang) => [lang, byLang[lang]]);
  return written.length > 0 ? { [field]: Object.fromEntries(written) } : {};
}

/** Checks the file as the import does: one unfinished draft must not make it useless. */
function withoutIncomplete(file: ExportFile): { file: ExportFile; leftOut: LeftOut[] } {
  const problems = new Map<number, ImportProblem>();
  for (const issue of v.safeParse(importSchema, file).issues ?? []) {
    const problem = problemOfIssue(issue);
    const index = Number(/^events\[(\d+)\]/.exec(problem.path)?.[1] ?? NaN);
    if (Number.isNaN(index)) throw new Error(`the export is no import: ${problem.path}`);
    if (!problems.has(index)) problems.set(index, problem);
  }
  const events = file.events.filter((_event, index) => !problems.has(index));
  const leftOut = [...problems].map(([index, problem]) => ({
    slug: slugOf(file.events[index]),
    problem: importProblem(problem.path.replace(/^events\[\d+\]\.?/, ''), problem.code)
  }));
  return { file: { people: file.people, events }, leftOut };
}

const SLUG = v.object({ slug: v.object({ es: v.string() }) });

function slugOf(event: unknown): string {
  const parsed = v.safeParse(SLUG, event);
  return parsed.success ? parsed.output.slug.es : '?';
}
