import { createHash, randomBytes } from 'node:crypto';
import { bitsOf, hasLeadingZeros } from '../../schema/proof.ts';
import type { Context } from '../context.ts';
import { ABUSE_LIMITS } from './abuse-limits.ts';

/** Challenges that were answered, until they expire: each counts once. */
const used = new WeakMap<object, Map<string, number>>();

/** A signed task for a browser: `nonce.bits.expiry.signature`. Nothing is stored for it. */
export function issueChallenge({ keys }: Pick<Context, 'keys'>, now: Date): string {
  const expires = now.getTime() + ABUSE_LIMITS.proofLastsMinutes * 60_000;
  const task = `${randomBytes(12).toString('base64url')}.${ABUSE_LIMITS.proofBits}.${expires}`;
  return `${task}.${keys.sign(task, 'proof')}`;
}

/** Whether `proof` is `challenge:answer` of a challenge of ours that is neither expired nor used, with the work done. */
export function acceptsProof(
  hub: Pick<Context, 'keys'>,
  proof: FormDataEntryValue | null,
  now: Date
): boolean {
  if (typeof proof !== 'string' || proof.length > 200) return false;
  const challenge = proof.split(':')[0] ?? '';
  const [nonce = '', bits = '', expires = '', signature = ''] = challenge.split('.');
  const signed = hub.keys.verify(`${nonce}.${bits}.${expires}`, 'proof', signature);
  if (!signed || Number(expires) <= now.getTime()) return false;
  const hash = createHash('sha256').update(proof).digest();
  if (!hasLeadingZeros(hash, bitsOf(challenge) ?? 256)) return false;
  return useOnce(hub, nonce, Number(expires), now);
}

function useOnce(hub: object, nonce: string, expires: number, now: Date): boolean {
  const seen = used.get(hub) ?? new Map<string, number>();
  used.set(hub, seen);
  // The oldest come first, and all last equally long.
  for (const [old, until] of seen) {
    if (until > now.getTime()) break;
    seen.delete(old);
  }
  if (seen.has(nonce)) return false;
  seen.set(nonce, expires);
  return true;
}
