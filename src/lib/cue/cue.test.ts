import { expect, onTestFinished, test, vi } from 'vitest';
import type { RoomView, Signal, StaffQuestion } from '$lib/realtime/protocol.ts';
import { lastSignal, mergeSignals, takersOf } from '$lib/realtime/signal-list.ts';
import { openMoodyHub } from '../../../tests/support/moody-hub.ts';
import { CueState } from './cue.svelte.ts';

const ROOM: RoomView = {
  qa: 'open',
  slow: 10,
  notice: {},
  status: 'published',
  startsAt: '',
  endsAt: ''
};

function question(id: string, values: Partial<StaffQuestion> = {}): StaffQuestion {
  return {
    id,
    lang: 'es',
    text: { es: `¿${id}?` },
    translation: 'none',
    status: 'queued',
    audience: 'public',
    votes: 0,
    edited: false,
    createdAt: '2026-11-24T18:00:00.000Z',
    version: 1,
    labels: [],
    flags: [],
    notes: [],
    ...values
  };
}

function cueWith(
  questions: StaffQuestion[],
  policy?: 'optional' | 'before_stage' | 'before_publishing'
) {
  const room = policy ? { ...ROOM, translation: policy } : ROOM;
  const rest = { rev: 1, room, live: null, next: [], mine: [], voted: [], viewers: 0 };
  return new CueState({ ...rest, questions });
}

function shown(cue: CueState): string[] {
  return cue.items.map((item) => `${item.place} ${item.question.id}`);
}

test('the live question comes first, then the next three in the moderators’ order', () => {
  const cue = cueWith([
    ...['d', 'b', 'c', 'a'].map((id, index) => question(id, { position: 4 - index })),
    question('now', { status: 'live' })
  ]);
  expect(shown(cue)).toEqual(['live now', 'next a', 'next c', 'next b', 'later d']);
});

test('what lacks a checked translation follows; what waits only where publishing asks for one', () => {
  const questions = [
    question('published', { status: 'approved' }),
    question('suggested', {
      status: 'approved',
      translation: 'suggested',
      createdAt: '2026-11-24T18:01:00.000Z'
    }),
    question('done', { status: 'approved', translation: 'checked' }),
    question('waiting', { status: 'waiting' }),
    question('private', { status: 'waiting', audience: 'moderators' }),
    question('declined', { status: 'declined' })
  ];
  expect(shown(cueWith(questions))).toEqual(['later published', 'later suggested']);
  expect(shown(cueWith(questions, 'before_publishing'))).toContain('later waiting');
  expect(shown(cueWith(questions, 'before_publishing'))).not.toContain('later private');
});

test('a translation in hand stays on the screen wherever its question goes', () => {
  const cue = cueWith([question('a', { status: 'live' })]);
  cue.type(question('a'), 'Half a sent');
  cue.apply({
    from: 1,
    rev: 2,
    items: [{ type: 'question', question: question('a', { status: 'answered', version: 2 }) }]
  });
  expect(shown(cue)).toEqual(['later a']);
  cue.dropDraft('a');
  expect(shown(cue)).toEqual([]);
});

test('a hub that is busy sends nobody away, one that refuses does', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
  onTestFinished(() => void vi.restoreAllMocks());
  const handshakes = await openMoodyHub(undefined, { code: 'busy' }, { code: 'forbidden' });
  const seen: number[] = [];
  const leave = cueWith([]).follow({ event: 'mesa', lang: 'es' }, () => seen.push(handshakes()));
  onTestFinished(leave);
  await vi.waitFor(() => expect(seen).toHaveLength(1), 5_000);
  expect(seen).toEqual([3]);
});

test('a translation is overtaken by other words, not by a new state', () => {
  const cue = cueWith([question('a')]);
  cue.type(question('a'), 'Mine');
  expect(cue.isOvertaken(question('a', { status: 'live', version: 2 }))).toBe(false);
  const theirs = question('a', { text: { es: '¿a?', en: 'Theirs' }, version: 3 });
  expect(cue.isOvertaken(theirs)).toBe(true);
  cue.keepOwn(theirs);
  expect(cue.isOvertaken(theirs)).toBe(false);
  expect(cue.drafts.get('a')?.text).toBe('Mine');
});

test('signals heard in any order end the same: what was seen stays seen', () => {
  const sent: Signal = { id: 's', kind: 'mine', from: 'Zara', question: 'a', at: '1' };
  const seen: Signal = { ...sent, seenAt: '2', seenBy: 'Rosario' };
  expect(mergeSignals([seen], [sent])).toEqual([seen]);
  expect(mergeSignals([sent], [seen])).toEqual([seen]);
  expect(mergeSignals([seen], [])).toEqual([seen]);
});

test('each button shows the last signal of its own, and a question who takes it', () => {
  const signals: Signal[] = [
    { id: '1', kind: 'mine', from: 'Zara', question: 'a', at: '1' },
    { id: '2', kind: 'mine', from: 'Laura', question: 'a', at: '2' },
    { id: '3', kind: 'mine', from: 'Zara', question: 'b', at: '3' },
    { id: '4', kind: 'slower', from: 'Laura', at: '4' }
  ];
  expect(lastSignal(signals, 'Zara', 'mine', 'a')?.id).toBe('1');
  expect(lastSignal(signals, 'Zara', 'slower')).toBeUndefined();
  expect(takersOf(signals, 'a')).toEqual(['Zara', 'Laura']);
});
