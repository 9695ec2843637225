import * as v from 'valibot';
import { importSchema, type ImportEvent, type ImportFile } from '../../schema/import.ts';
import type { Context } from '../context.ts';
import type { Trx } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import type { OnProgress } from '../on-progress.ts';
import { audit } from '../staff/audit.ts';
import type { WhenRow } from './clock.ts';
import { findImportedEvent } from './find-imported-event.ts';
import { importProblem, problemOfIssue, type ImportProblem } from './import-problems.ts';
import { eventTimes } from './import-times.ts';
import { insertEvent } from './insert-event.ts';
import { savePeople } from './save-people.ts';
import { refreshSearch } from './search-text.ts';
import { updateEvent } from './update-event.ts';

export type ImportOutcome =
  ({ ok: true } & ImportCounts) | { ok: false; problems: ImportProblem[] };

interface ImportCounts {
  created: number;
  updated: number;
  people: number;
}

/** What a transaction wrote: the ids of the file's events, in its order. */
export interface SavedImport extends ImportCounts {
  eventIds: string[];
}

/** An import that passed every check which needs no database. */
export interface CheckedImport {
  file: ImportFile;
  times: WhenRow[];
}

/** Thrown inside the transaction so that nothing of the file is kept. */
class ImportRefused extends Error {
  readonly problems: ImportProblem[];
  constructor(problems: ImportProblem[]) {
    super('the import was refused');
    this.problems = problems;
  }
}

/**
 * Imports people and events in one transaction: all of the file or nothing. The same file again updates the
 * events with the same slug, in either language, and the people with the same slug. Written into the audit log.
 */
export async function importHub(
  context: Context,
  json: unknown,
  onProgress?: OnProgress
): Promise<ImportOutcome> {
  const checked = checkImport(json, context.now());
  if (!checked.ok) return checked;
  try {
    const { created, updated, people } = await inTransaction(context.db, async (trx) => {
      const saved = await saveImport(trx, context, checked, onProgress);
      const detail = { count: saved.eventIds.length };
      await audit(trx, context, { actor: null, what: 'events_imported', eventId: null, detail });
      return saved;
    });
    return { ok: true, created, updated, people };
  } catch (error) {
    if (error instanceof ImportRefused) return { ok: false, problems: error.problems };
    throw error;
  }
}

/** Everything about a file that can be checked without the database; durations count from `now`. */
export function checkImport(
  json: unknown,
  now: Date
): ({ ok: true } & CheckedImport) | { ok: false; problems: ImportProblem[] } {
  const parsed = v.safeParse(importSchema, json);
  if (!parsed.success) return { ok: false, problems: parsed.issues.map(problemOfIssue) };
  const file = parsed.output;
  const problems = repetitions(file);
  const times = file.events.flatMap((event, index) => {
    const outcome = eventTimes(event, now);
    if (!outcome.ok) problems.push(importProblem(`events[${index}].start`, outcome.code));
    return outcome.ok ? [outcome.times] : [];
  });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, file, times };
}

/** Writes a checked file. Throws, and so undoes the transaction, when the database contradicts it. */
export async function saveImport(
  trx: Trx,
  context: Context,
  { file, times }: CheckedImport,
  onProgress?: OnProgress
): Promise<SavedImport> {
  const people = await savePeople(trx, file.people);
  await refuseUnknownPeople(trx, file);
  const saved: SavedImport = { created: 0, updated: 0, people: file.people.length, eventIds: [] };
  for (const [index, event] of file.events.entries()) {
    const columns = times[index];
    if (!columns) throw new Error('an event without times');
    saved.eventIds.push(await saveEvent(trx, context, event, columns, index, saved));
    onProgress?.(index + 1, file.events.length);
  }
  await refreshSearch(trx, { eventIds: saved.eventIds, personIds: people });
  return saved;
}

async function saveEvent(
  trx: Trx,
  context: Context,
  event: ImportEvent,
  times: WhenRow,
  index: number,
  counts: ImportCounts
): Promise<string> {
  const found = await findImportedEvent(trx, event.slug);
  if (found === 'ambiguous')
    throw new ImportRefused([importProblem(`events[${index}].slug`, 'slug_taken')]);
  if (found === null) {
    counts.created += 1;
    return insertEvent(trx, context, event, times);
  }
  counts.updated += 1;
  await updateEvent(trx, context, found, event, times);
  return found;
}

async function refuseUnknownPeople(trx: Trx, file: ImportFile): Promise<void> {
  const rows = await trx.selectFrom('people').select('slug').execute();
  const known = new Set(rows.map((row) => row.slug));
  const problems = file.events.flatMap((event, at) =>
    event.people.flatMap(({ person }, place) =>
      known.has(person)
        ? []
        : [importProblem(`events[${at}].people[${place}].person`, 'unknown_person')]
    )
  );
  if (problems.length > 0) throw new ImportRefused(problems);
}

/** Slugs and appearances that the file names twice. */
function repetitions({ people, events }: ImportFile): ImportProblem[] {
  return [
    ...repeated(
      people,
      (person) => person.slug,
      (index) => `people[${index}].slug`
    ),
    ...repeated(
      events,
      (event) => event.slug.es,
      (index) => `events[${index}].slug.es`
    ),
    ...repeated(
      events,
      (event) => event.slug.en,
      (index) => `events[${index}].slug.en`
    ),
    ...events.flatMap((event, at) =>
      repeated(
        event.people,
        ({ person, role }) => `${person} ${role}`,
        (index) => `events[${at}].people[${index}]`
      )
    )
  ];
}

function repeated<Item>(
  items: Item[],
  key: (item: Item) => string,
  path: (index: number) => string
): ImportProblem[] {
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    const again = seen.has(key(item));
    seen.add(key(item));
    return again ? [importProblem(path(index), 'duplicate')] : [];
  });
}
