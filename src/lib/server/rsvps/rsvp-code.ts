import type { Keys } from '../privacy/keys.ts';

/** No letters that a voice on a bad line confuses, and no vowels, so that no word comes out. */
const LETTERS = '23456789BCDFGHJKMNPQRSTVWXZ';
const LENGTH = 6;

/**
 * The short code by which somebody at the door finds an RSVP, such as `K7Q 3MD`. Derived, never stored;
 * it opens nothing.
 */
export function rsvpCode(keys: Keys, rsvpId: string): string {
  const bytes = Buffer.from(keys.blind(rsvpId, 'rsvp-code'), 'base64url');
  let number = bytes.readUIntBE(0, 6);
  let code = '';
  for (let place = 0; place < LENGTH; place++) {
    code += LETTERS[number % LETTERS.length];
    number = Math.floor(number / LETTERS.length);
  }
  return `${code.slice(0, 3)} ${code.slice(3)}`;
}
