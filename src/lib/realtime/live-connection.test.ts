import { expect, onTestFinished, test, vi } from 'vitest';
import { openMoodyHub } from '../../../tests/support/moody-hub.ts';
import { FollowedRoom } from './followed-room.svelte.ts';
import { LiveConnection } from './live-connection.svelte.ts';
import type { PublicQuestion } from './protocol.ts';

function follow() {
  const room = new FollowedRoom<PublicQuestion>();
  const connection = new LiveConnection(room, { event: 'mesa', lang: 'es' });
  onTestFinished(() => connection.close());
  return connection;
}

test.for([{ code: 'busy' }, undefined])('a hub that is busy is asked again', async (mood) => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
  onTestFinished(() => void vi.restoreAllMocks());
  const handshakes = await openMoodyHub(mood, mood, 'yes');
  const connection = follow();
  await vi.waitFor(() => expect(connection.connected).toBe(true), 5_000);
  expect(handshakes()).toBe(3);
});

test('a refusal is final, and a page that is gone asks no more', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
  onTestFinished(() => void vi.restoreAllMocks());
  const handshakes = await openMoodyHub({ code: 'forbidden' }, undefined, undefined, 'yes');
  const refused = follow();
  await vi.waitFor(() => expect(refused.connected).toBe(false), 5_000);
  const gone = follow();
  await vi.waitFor(() => expect(gone.connected).toBe(false), 5_000);
  gone.close();
  const patient = follow();
  await vi.waitFor(() => expect(patient.connected).toBe(true), 5_000);
  expect(handshakes()).toBe(4);
  expect(refused.connected).toBe(false);
});

test('what is asked while the page opens waits for the first attempt', async () => {
  await openMoodyHub('yes', { code: 'forbidden' });
  const vote = { id: 'e1d5a3c0-0000-4000-8000-000000000000', on: true };
  expect(await follow().request('vote', vote)).toMatchObject({ ok: true });
  expect(await follow().request('vote', vote)).toMatchObject({ ok: false, code: 'busy' });
});
