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

/** Nothing is kept of what is saved: a shared computer holds no drafts. */
export function keep(eventId: string, texts: KeptTexts): void {
  try {
    if (Object.keys(texts).length > 0) localStorage.setItem(keyOf(eventId), JSON.stringify(texts));
    else localStorage.removeItem(keyOf(eventId));
  } catch {
    // Storage is full or forbidden: the texts still live in the page.
  }
}

function keyOf(eventId: string): string {
  return `encuentro.event.${eventId}`;
}
