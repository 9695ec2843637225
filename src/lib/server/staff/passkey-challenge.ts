import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import type { Context } from '../context.ts';

/** A challenge waits so long for its answer, in seconds. */
export const CHALLENGE_SECONDS = 300;
const PURPOSE = 'staff.passkey-challenge';

export interface Challenge {
  /** For the device: 32 random bytes (WebAuthn Level 3, 13.4.3). */
  challenge: string;
  /** The same, sealed with its end, for a cookie: the database holds nothing for who only asks. */
  sealed: string;
}

export function newChallenge({ keys, now }: Context): Challenge {
  const challenge = randomBytes(32).toString('base64url');
  const until = now().getTime() + CHALLENGE_SECONDS * 1_000;
  return { challenge, sealed: keys.seal(JSON.stringify({ challenge, until }), PURPOSE) };
}

/** What was answered already, until it would be too old anyway. */
const answered = new Map<string, number>();

/** The challenge of a cookie, once: null when it is not ours, too old, or was answered in this process. */
export function openChallenge({ keys, now }: Context, sealed: string): string | null {
  const opened = readSealed(() => keys.open(sealed, PURPOSE));
  const time = now().getTime();
  for (const [challenge, until] of answered) if (until <= time) answered.delete(challenge);
  if (!opened || opened.until <= time || answered.has(opened.challenge)) return null;
  answered.set(opened.challenge, opened.until);
  return opened.challenge;
}

const sealedSchema = v.object({ challenge: v.string(), until: v.number() });

function readSealed(open: () => string): v.InferOutput<typeof sealedSchema> | null {
  try {
    return v.parse(sealedSchema, JSON.parse(open()));
  } catch {
    return null;
  }
}
