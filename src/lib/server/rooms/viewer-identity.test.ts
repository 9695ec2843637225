import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { deriveKeys } from '../privacy/keys.ts';
import { issueViewerToken, viewerIdOf } from './viewer-identity.ts';

const keys = deriveKeys(randomBytes(32));

test('a browser is the same viewer in one event and another one in the next', () => {
  const token = issueViewerToken(keys);
  const viewer = viewerIdOf(keys, token, 'event-1');
  expect(viewer).toMatch(/^[\w-]{32}$/);
  expect(viewerIdOf(keys, token, 'event-1')).toBe(viewer);
  expect(viewerIdOf(keys, token, 'event-2')).not.toBe(viewer);
  expect(viewerIdOf(keys, issueViewerToken(keys), 'event-1')).not.toBe(viewer);
  expect(token).not.toContain(viewer);
});

test('only tokens that we issued count', () => {
  const [secret = '', signature = ''] = issueViewerToken(keys).split('.');
  const forged = [
    null,
    undefined,
    '',
    '.',
    secret,
    `${secret}.`,
    `.${signature}`,
    `${secret}.${signature}.`,
    `${secret}.${signature}.x`,
    `${secret} .${signature}`,
    `${'A'.repeat(22)}.${signature}`,
    `${secret}.${'A'.repeat(22)}`,
    'x'.repeat(100_000)
  ];
  for (const token of forged) expect(viewerIdOf(keys, token, 'event-1')).toBeNull();
  expect(viewerIdOf(keys, issueViewerToken(deriveKeys(randomBytes(32))), 'event-1')).toBeNull();
});
