import { expect, test } from 'vitest';
import { withinBodyLimit } from './body-limit.ts';

const PEOPLE = '/[lang=locale]/staff/(signed-in)/people/[slug]';
const EDIT = '/[lang=locale]/staff/(signed-in)/events/[slug]/edit';
const RSVP = '/[lang=locale]/(public)/events/[slug]';

test.for([
  [RSVP, 64 * 1024, true],
  [RSVP, 64 * 1024 + 1, false],
  [null, 64 * 1024 + 1, false],
  [EDIT, 512 * 1024, true],
  [EDIT, 512 * 1024 + 1, false],
  [PEOPLE, 5 * 1024 * 1024, true],
  [PEOPLE, 6 * 1024 * 1024, false]
] as const)('%s takes %d bytes: %s', ([route, length, taken]) => {
  expect(withinBodyLimit(said(length), route) !== null).toBe(taken);
});

test('a body without a length is read as far as its route takes', async () => {
  const short = withinBodyLimit(streamed(40_000), RSVP);
  expect((await short?.arrayBuffer())?.byteLength).toBe(40_000);
  const long = withinBodyLimit(streamed(80_000), RSVP);
  await expect(long?.arrayBuffer()).rejects.toThrow();
});

function said(length: number): Request {
  const headers = { 'content-length': String(length) };
  return new Request('https://hub.example.org', { method: 'POST', body: 'x', headers });
}

function streamed(length: number): Request {
  const body = new Blob([new Uint8Array(length)]).stream();
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, duplex: 'half' };
  return new Request('https://hub.example.org', init);
}
