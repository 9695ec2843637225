import { randomBytes } from 'node:crypto';
import type { Keys } from '../privacy/keys.ts';

/** Makes a viewer's token: 16 random bytes and our signature, so that only issued tokens count. */
export function issueViewerToken(keys: Keys): string {
  const secret = randomBytes(16).toString('base64url');
  return `${secret}.${keys.sign(secret, 'viewer-token')}`;
}

/** The viewer that a token stands for in one event; the same browser is another one in the next. Null for a forged token. */
export function viewerIdOf(
  keys: Keys,
  token: string | null | undefined,
  eventId: string
): string | null {
  const [secret = '', signature = '', ...rest] = (token ?? '').split('.');
  const issued =
    rest.length === 0 &&
    /^[\w-]{22}$/.test(secret) &&
    keys.verify(secret, 'viewer-token', signature);
  return issued ? keys.blind(`${secret}\0${eventId}`, 'viewer').slice(0, 32) : null;
}
