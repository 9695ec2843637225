import * as v from 'valibot';
import { isSameField, TEXT_NAMES, type EventContent } from '../../schema/event-fields.ts';
import type { Executor } from '../db/schema.ts';
import { loadEventContent, withoutBlanks } from './event-content.ts';
import type { EventRow } from './event-parts.ts';
import type { TextMarks } from './text-marks.ts';

/** A field as it was last written in the draft. */
export interface DraftChange {
  value: string;
  /** The staff user. */
  by: string;
  at: string;
}

/** An event with what is written about it and not in its rows yet. */
export interface EventDraft {
  event: EventRow;
  /** What the event's rows say. */
  published: EventContent;
  /** The same with the changes of the draft over it. */
  content: EventContent;
  changes: Record<string, DraftChange>;
  marks: TextMarks;
  /** 0 before the first save. */
  version: number;
  updatedAt: string | null;
  updatedBy: string | null;
}

const changesSchema = v.record(
  v.string(),
  v.object({ value: v.string(), by: v.string(), at: v.string() })
);
const language = v.picklist(['es', 'en']);
const marksSchema = v.partial(
  v.object(
    v.entriesFromList(
      TEXT_NAMES,
      v.object({
        es: v.exactOptional(v.string()),
        en: v.exactOptional(v.string()),
        stale: v.exactOptional(language)
      })
    )
  )
);

/** The draft of an event, with the event below it; null for a rehearsal and when there is none. */
export async function loadDraft(executor: Executor, eventId: string): Promise<EventDraft | null> {
  const found = await loadEventContent(executor, eventId);
  if (!found) return null;
  const row = await executor
    .selectFrom('event_drafts')
    .selectAll()
    .where('event_id', '=', eventId)
    .executeTakeFirst();
  const written = v.parse(changesSchema, JSON.parse(row?.changes ?? '{}'));
  const changes = differences(found.content, written);
  return {
    event: found.event,
    published: found.content,
    content: overlay(found.content, changes),
    changes,
    marks: v.parse(marksSchema, JSON.parse(row?.marks ?? '{}')),
    version: row?.version ?? 0,
    updatedAt: row?.updated_at ?? null,
    updatedBy: row?.updated_by ?? null
  };
}

/** Only what differs from the event is a change. */
export function differences(
  published: EventContent,
  changes: Record<string, DraftChange>
): Record<string, DraftChange> {
  return Object.fromEntries(
    Object.entries(changes).filter(
      ([field, { value }]) => !isSameField(field, published[field], value)
    )
  );
}

export function overlay(
  published: EventContent,
  changes: Record<string, DraftChange>
): EventContent {
  const values = Object.entries(changes).map(([field, { value }]) => [field, value]);
  return withoutBlanks({ ...published, ...Object.fromEntries(values) });
}

/** Writes the draft's row; the caller has decided what it holds. */
export async function writeDraft(
  executor: Executor,
  draft: Pick<EventDraft, 'changes' | 'marks' | 'version'> & {
    eventId: string;
    at: string;
    by: string;
  }
): Promise<void> {
  const values = {
    version: draft.version,
    changes: JSON.stringify(draft.changes),
    marks: JSON.stringify(draft.marks),
    updated_at: draft.at,
    updated_by: draft.by
  };
  await executor
    .insertInto('event_drafts')
    .values({ event_id: draft.eventId, ...values })
    .onConflict((conflict) => conflict.column('event_id').doUpdateSet(values))
    .execute();
}
