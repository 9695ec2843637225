import { hashToken, type Keys } from '../privacy/keys.ts';

/**
 * The secret of the private link. It is derived from the row's id, so that any mail can be written again
 * without storing it; the table holds only its hash.
 */
export function manageToken(keys: Keys, rsvpId: string): string {
  return keys.blind(rsvpId, 'rsvp-token');
}

export function manageTokenHash(keys: Keys, rsvpId: string): string {
  return hashToken(manageToken(keys, rsvpId));
}
