import * as v from 'valibot';

/** A field that the hub has not acknowledged, with what it said before. */
export type KeptTexts = Record<string, { base: string; value: string }>;

const keptSchema = v.record(v.string(), v.object({ base: v.string(), value: v.string() }));

/** What this browser kept of an event when a tab was closed, or crashed, before all of it was saved. */
export function readKept(eventId: string): KeptTexts {
  try {
    const parsed = v.safeParse(
      keptSchema,
      JSON.parse(localStorage.getItem(keyOf(eventId)) ?? '{}')
    );
    return parsed.success ? parsed.output : {};
  } catch {
    return {};
  }
}

/**
 * Keeps `texts`, and takes away what this editor had kept before and is saved now: a shared computer holds no
 * drafts. What another tab of the same event keeps stays.
 */
export function keep(eventId: string, before: KeptTexts, texts: KeptTexts): void {
  try {
    const others = Object.entries(readKept(eventId)).filter(
      ([field, { value }]) => before[field]?.value !== value
    );
    const all = { ...Object.fromEntries(others), ...texts };
    if (Object.keys(all).length > 0) localStorage.setItem(keyOf(eventId), JSON.stringify(all));
    else localStorage.removeItem(keyOf(eventId));
  } catch {
    // Storage is full or forbidden: the texts still live in the page.
  }
}

function keyOf(eventId: string): string {
  return `encuentro.event.${eventId}`;
}
