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
    answer: (next: DraftView) =>
      waiting.shift()?.({ ok: true, view: next, conflicts: [], refused: {} })
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
