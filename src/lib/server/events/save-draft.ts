import {
  cleanField,
  isEventField,
  isSameField,
  LONGEST_FIELD,
  textField,
  textOfField,
  type EventContent
} from '../../schema/event-fields.ts';
import { otherLocale } from '../../i18n/locales.ts';
import type { Context } from '../context.ts';
import type { Trx } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { lockRoom } from '../rooms/room-log.ts';
import { applyContent } from './apply-content.ts';
import { checkContent } from './check-content.ts';
import { differences, loadDraft, overlay, writeDraft, type EventDraft } from './event-draft.ts';
import { markChange, type TextMarks } from './text-marks.ts';

/** What somebody typed into some fields, and what these said when they began to type. */
export interface DraftEdit {
  base: EventContent;
  values: EventContent;
}

/** A field that somebody else changed meanwhile: nothing of it was written. */
export interface FieldConflict {
  field: string;
  theirs: string;
  /** Who wrote it, when that is known. */
  by: string | null;
  at: string | null;
}

export type DraftSaved =
  { ok: true; version: number; conflicts: FieldConflict[] } | { ok: false; code: 'not_found' };

/**
 * Writes the fields that nobody else has changed since, each by itself, so that two people can edit one event;
 * the others are told as conflicts. What a draft event is made of goes into its rows as soon as it fits there;
 * a published event waits for `publishEvent`.
 */
export async function saveDraft(
  context: Context,
  staffId: string,
  eventId: string,
  edit: DraftEdit
): Promise<DraftSaved> {
  return inTransaction(context.db, async (trx) => {
    await lockRoom(trx, eventId);
    const draft = await loadDraft(trx, eventId);
    if (!draft) return { ok: false, code: 'not_found' };
    const at = context.now().toISOString();
    const { taken, conflicts } = await sortEdits(trx, draft, edit);
    if (taken.length === 0) return { ok: true, version: draft.version, conflicts };
    const changes = { ...draft.changes };
    let { marks } = draft;
    for (const [field, value] of taken) {
      changes[field] = { value: cleanField(field, value), by: staffId, at };
      marks = marked(marks, draft.content, field, at);
    }
    const kept = await writeThrough(trx, context, draft, changes, staffId);
    const version = draft.version + 1;
    await writeDraft(trx, { eventId, changes: kept, marks, version, at, by: staffId });
    return { ok: true, version, conflicts };
  });
}

async function sortEdits(trx: Trx, draft: EventDraft, { base, values }: DraftEdit) {
  const taken: [string, string][] = [];
  const conflicts: FieldConflict[] = [];
  for (const [field, value] of Object.entries(values)) {
    if (!isEventField(field) || !isStorable(value) || isFixed(draft, field)) continue;
    const current = draft.content[field];
    if (isSameField(field, current, value)) continue;
    if (isSameField(field, current, base[field])) taken.push([field, value]);
    else conflicts.push({ field, theirs: current ?? '', ...(await writerOf(trx, draft, field)) });
  }
  return { taken, conflicts };
}

/** An address that has been in mails and calendars stays. */
function isFixed({ event }: EventDraft, field: string): boolean {
  return field.startsWith('slug.') && event.status !== 'draft';
}

/** What no text can hold is not kept; the page shows the field as wrong and keeps what was typed. */
function isStorable(value: string): boolean {
  return value.length <= LONGEST_FIELD && value.isWellFormed() && !value.includes('\0');
}

async function writerOf(trx: Trx, draft: EventDraft, field: string) {
  // Of what went into the rows already, only the last writer of all is known.
  const change = draft.changes[field] ?? { by: draft.updatedBy, at: draft.updatedAt };
  const row =
    change.by === null
      ? undefined
      : await trx
          .selectFrom('staff_users')
          .select('name')
          .where('id', '=', change.by)
          .executeTakeFirst();
  return { by: row?.name ?? null, at: change.at };
}

function marked(marks: TextMarks, content: EventContent, field: string, at: string): TextMarks {
  const text = textOfField(field);
  if (!text) return marks;
  const { name, lang } = text;
  const otherEmpty = !content[textField(name, otherLocale(lang))];
  const mark = markChange(marks[name] ?? {}, lang, { at, wasEmpty: !content[field], otherEmpty });
  return { ...marks, [name]: mark };
}

/**
 * A draft is nobody's page yet, so that other pages of staff may show it as it is written. Its address stays
 * until it is published: the editor itself is open there. Returns what is still not in the rows.
 */
async function writeThrough(
  trx: Trx,
  context: Context,
  draft: EventDraft,
  changes: EventDraft['changes'],
  staffId: string
): Promise<EventDraft['changes']> {
  const rest = differences(draft.published, changes);
  if (draft.event.status !== 'draft') return rest;
  const { 'slug.es': es = '', 'slug.en': en = '' } = draft.published;
  const content = { ...overlay(draft.published, rest), 'slug.es': es, 'slug.en': en };
  const checked = checkContent(content, context.now());
  if (!checked.ok) return rest;
  await applyContent(trx, context, draft.event.id, checked, {
    status: 'draft',
    by: `staff:${staffId}`
  });
  return Object.fromEntries(Object.entries(rest).filter(([field]) => field.startsWith('slug.')));
}
