import { expect, onTestFinished, test, vi } from 'vitest';
import type { DoorGuest, DoorOutcome } from '$lib/schema/check-in.ts';
import { Door } from './door.svelte.ts';

const ANA = '5f0c2d4e-3a74-4a57-9a3e-0d6f6f6a1b01';
const SINCE = '2026-11-24T18:00:00.000Z';

test('what waits on the phone is sent from the page in another language too', async () => {
  const storage = phone();
  hub(() => Promise.reject(new TypeError('no connection')));
  const door = new Door({ eventId: 'event', address: '/es/entrada.json' }, storage);
  door.decide(ANA, true);
  await vi.waitFor(() => expect(door.line).toBe('offline'));
  const other = new Door({ eventId: 'event', address: '/en/check-in.json' }, storage);
  expect(other.waiting).toMatchObject([{ id: ANA, present: true }]);
  expect(new Door({ eventId: 'else', address: '/en/other.json' }, storage).waiting).toEqual([]);
});

test('who is not found any more is forgotten, and told of once, however often they are let in', async () => {
  hub(withAnswers([guest(ANA)], [{ id: ANA, outcome: 'not_found' }]));
  const door = new Door({ eventId: 'event', address: '/door' }, phone());
  await door.talk();
  expect(door.guests).toHaveLength(1);
  for (const expected of ['Ana Peña', undefined]) {
    door.decide(ANA, true);
    await vi.waitFor(() => expect(door.waiting).toEqual([]));
    expect(door.guests).toEqual([]);
    expect(door.refused.map(({ id }) => id)).toEqual([ANA]);
    expect(door.refused[0]?.guest?.name).toBe(expected);
  }
});

test('who lost their place is named once more, as the phone knew them', async () => {
  const gone = { ...guest(ANA), name: null, place: false };
  hub(withAnswers([guest(ANA)], [{ id: ANA, outcome: 'no_place' }], [gone]));
  const door = new Door({ eventId: 'event', address: '/door' }, phone());
  await door.talk();
  door.decide(ANA, true);
  await vi.waitFor(() => expect(door.waiting).toEqual([]));
  expect(door.refused).toMatchObject([{ id: ANA, guest: { name: 'Ana Peña' } }]);
  expect([door.guests, door.expected]).toEqual([[], 0]);
});

test.for([401, 403, 404])(
  'a phone that may not be there any more knows no names (%s)',
  async (no) => {
    const storage = phone();
    hub(withAnswers([guest(ANA)]));
    const door = new Door({ eventId: 'event', address: '/door' }, storage);
    await door.talk();
    hub(async () => new Response(null, { status: no }));
    door.decide(ANA, true);
    await vi.waitFor(() => expect(door.line).toBe('refused'));
    expect(door.guests).toEqual([]);
    expect(new Door({ eventId: 'event', address: '/door' }, storage).waiting).toHaveLength(1);
    hub(withAnswers([guest(ANA)], [{ id: ANA, outcome: 'saved' }]));
    await door.talk();
    expect(door.guests).toMatchObject([{ name: 'Ana Peña' }]);
    expect(door.waiting).toEqual([]);
  }
);

function guest(id: string): DoorGuest {
  return { id, name: 'Ana Peña', code: 'ABC DEF', seats: 1, needs: false, place: true, came: null };
}

function withAnswers(guests: DoorGuest[], outcomes: DoorOutcome[] = [], news: DoorGuest[] = []) {
  return async (_: unknown, request?: RequestInit) =>
    Response.json(
      request?.method === 'POST'
        ? { outcomes, guests: news, since: SINCE }
        : { guests, since: SINCE }
    );
}

/** What answers the phone. */
function hub(answer: typeof fetch): void {
  vi.stubGlobal('fetch', answer);
  onTestFinished(() => void vi.unstubAllGlobals());
}

/** What a phone keeps. */
function phone(): Storage {
  const kept = new Map<string, string>();
  return {
    length: 0,
    clear: () => kept.clear(),
    key: () => null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key)
  };
}
