import { setImmediate } from 'node:timers/promises';
import type { Context } from '../context.ts';
import type { Executor } from '../db/schema.ts';
import { searchedText } from './attendee-selection.ts';

/*
 * Names are sealed, so a search by a part of one must open them all. What was opened stays in this
 * process for a short time, so that the next letter of the search does not pay again; nothing of it is written.
 */

/** How long opened names are kept after they were last needed, in milliseconds. */
const KEPT = 2 * 60_000;
/** So many are opened before others get their turn: a live room in this process must not wait. */
const BATCH = 250;
/** Beyond this many it is cheaper to read the whole event. */
const FEW = 500;

interface OpenedEvent {
  texts: Map<string, string>;
  timer: NodeJS.Timeout;
}

/** One per hub, gone with it. */
const opened = new WeakMap<object, Map<string, OpenedEvent>>();

/** The folded name and address of at least these RSVPs, by id; an RSVP never changes them. */
export async function foldedNames(
  context: Context,
  eventId: string,
  ids: readonly string[]
): Promise<ReadonlyMap<string, string>> {
  const texts = textsOf(context, eventId);
  const missing = ids.filter((id) => !texts.has(id));
  if (missing.length > 0) await openMissing(context, eventId, missing, texts);
  return texts;
}

/** Forgets what was opened of an event at once. */
export function forgetNames(context: Context, eventId: string): void {
  const events = opened.get(context.keys);
  clearTimeout(events?.get(eventId)?.timer);
  events?.delete(eventId);
}

function textsOf(context: Context, eventId: string): Map<string, string> {
  const events = opened.get(context.keys) ?? new Map<string, OpenedEvent>();
  opened.set(context.keys, events);
  const known = events.get(eventId);
  clearTimeout(known?.timer);
  const timer = setTimeout(() => forgetNames(context, eventId), KEPT).unref();
  const texts = known?.texts ?? new Map<string, string>();
  events.set(eventId, { texts, timer });
  return texts;
}

async function openMissing(
  context: Context,
  eventId: string,
  missing: readonly string[],
  texts: Map<string, string>
): Promise<void> {
  const rows = await readSealed(context.db, eventId, missing);
  for (const [index, row] of rows.entries()) {
    if (index % BATCH === 0) await setImmediate();
    if (texts.has(row.id)) continue;
    const name = row.name_sealed === null ? null : context.keys.open(row.name_sealed, 'rsvp.name');
    const email = context.keys.open(row.email_sealed, 'rsvp.email');
    texts.set(row.id, searchedText({ name, email }));
  }
}

async function readSealed(executor: Executor, eventId: string, missing: readonly string[]) {
  return await executor
    .selectFrom('rsvps')
    .select(['id', 'name_sealed', 'email_sealed'])
    .where('event_id', '=', eventId)
    .$if(missing.length <= FEW, (query) => query.where('id', 'in', [...missing]))
    .execute();
}
