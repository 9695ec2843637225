import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { EventContent } from '$lib/schema/event-fields.ts';
import type { DraftView } from '$lib/server/events/draft-view.ts';
import { EventEditor, type SendOutcome } from './event-editor.svelte.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('document', { hidden: false });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('an editor that was left sends nothing more, whatever was typed last', async () => {
  const hub = slowHub();
  const editor = new EventEditor(view({}), hub.send);
  const leave = editor.follow();
  editor.type('notes.es', 'uno');
  await vi.runOnlyPendingTimersAsync();
  editor.type('notes.es', 'uno y dos');
  leave();
  hub.answer(view({ 'notes.es': 'uno' }));
  await vi.runAllTimersAsync();
  expect(hub.sent).toEqual([{ 'notes.es': 'uno' }]);
});

test('the next page waits until what was typed during a save is saved, too', async () => {
  const hub = slowHub();
  const editor = new EventEditor(view({}), hub.send);
  editor.type('notes.es', 'uno');
  await vi.runOnlyPendingTimersAsync();
  editor.type('notes.es', 'uno y dos');
  const finished = editor.finish();
  hub.answer(view({ 'notes.es': 'uno' }));
  await vi.advanceTimersByTimeAsync(1);
  hub.answer(view({ 'notes.es': 'uno y dos' }));
  await finished;
  expect(hub.sent.at(-1)).toEqual({ 'notes.es': 'uno y dos' });
  expect(editor.isUnsaved).toBe(false);
});

test('the next page does not wait for a hub that does not answer', async () => {
  const editor = new EventEditor(view({}), () => new Promise(() => {}));
  editor.type('notes.es', 'uno');
  const finished = editor.finish();
  await vi.runAllTimersAsync();
  await finished;
  expect(editor.isUnsaved).toBe(true);
});

test('an idle tab of the same event leaves alone what another tab keeps', async () => {
  const stored = storage();
  const idle = new EventEditor(view({}), async () => taken(view({})));
  const stop = idle.follow();
  const busy = new EventEditor(view({}), async () => ({ ok: false, code: 'unreachable' }));
  busy.type('notes.es', 'sin red');
  await idle.flush();
  expect([...stored.values()].join()).toContain('sin red');
  stop();
  // Opened again it is sent, and then nothing of it stays in the browser.
  const next = new EventEditor(view({}), async (_base, values) => taken(view(values)));
  const leave = next.follow();
  expect(next.text('notes.es')).toBe('sin red');
  await next.flush();
  expect(stored.size).toBe(0);
  leave();
});

function taken(next: DraftView): SendOutcome {
  return { ok: true, view: next, conflicts: [], refused: {} };
}

function storage(): Map<string, string> {
  const stored = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key)
  });
  return stored;
}

/** Takes what is sent, and answers when the test says so. */
function slowHub() {
  const sent: EventContent[] = [];
  const waiting: ((outcome: SendOutcome) => void)[] = [];
  return {
    sent,
    send: (_base: EventContent, values: EventContent) => {
      sent.push(values);
      return new Promise<SendOutcome>((resolve) => waiting.push(resolve));
    },
    answer: (next: DraftView) => waiting.shift()?.(taken(next))
  };
}

function view(content: EventContent): DraftView {
  return {
    eventId: 'event',
    status: 'draft',
    content,
    version: 1,
    updatedAt: '',
    savedAt: null,
    savedBy: null,
    changed: [],
    problems: {},
    states: {} as DraftView['states'],
    missing: { es: [], en: [] },
    time: null
  };
}
