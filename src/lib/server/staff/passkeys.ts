import * as v from 'valibot';
import type { Context } from '../context.ts';
import { inTransaction, isUniqueViolation } from '../db/transaction.ts';
import { audit } from './audit.ts';
import { openChallenge } from './passkey-challenge.ts';

/** As a device sends it; the library reads the rest of it. */
const responseSchema = v.looseObject({
  id: v.pipe(v.string(), v.maxLength(1_400)),
  response: v.looseObject({ transports: v.optional(v.array(v.string())) })
});

const MOST_PASSKEYS = 20;

export interface OwnPasskey {
  id: string;
  label: string;
  createdAt: string;
  usedAt: string | null;
}

export async function listPasskeys({ db }: Context, userId: string): Promise<OwnPasskey[]> {
  const rows = await db
    .selectFrom('staff_passkeys')
    .select(['id', 'label', 'created_at', 'used_at'])
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    label: row.label,
    createdAt: row.created_at,
    usedAt: row.used_at
  }));
}

/** What the browser needs to make a passkey for this account (WebAuthn Level 3, 5.4). */
export async function passkeyCreationOptions(
  context: Context,
  staff: { id: string; name: string; email: string },
  challenge: string
) {
  const known = await listPasskeys(context, staff.id);
  return {
    rp: { id: relyingParty(context), name: 'Encuentro' },
    // A handle that says nothing: the authenticator gives it to whoever asks it.
    user: {
      id: Buffer.from(context.keys.blind(staff.id, 'staff.passkey-user')).toString('base64url'),
      name: staff.email,
      displayName: staff.name
    },
    challenge,
    pubKeyCredParams: [-8, -7, -257].map((alg) => ({ type: 'public-key' as const, alg })),
    timeout: 120_000,
    attestation: 'none' as const,
    excludeCredentials: known.map(({ id }) => ({ id, type: 'public-key' as const })),
    authenticatorSelection: {
      residentKey: 'required' as const,
      requireResidentKey: true,
      userVerification: 'required' as const
    }
  };
}

/** What the browser needs to sign in with any passkey of this hub; the same for everybody. */
export function passkeyRequestOptions(context: Context, challenge: string) {
  return {
    rpId: relyingParty(context),
    challenge,
    timeout: 120_000,
    userVerification: 'required' as const
  };
}

export type AddPasskeyOutcome =
  { ok: true } | { ok: false; code: 'passkey_refused' | 'passkey_known' | 'passkey_full' };

/** Keeps a new passkey of an account. Refuses what does not answer our challenge, a known one, and more than 20. */
export async function addPasskey(
  context: Context,
  userId: string,
  { label, answer, challenge }: { label: string; answer: string; challenge: string }
): Promise<AddPasskeyOutcome> {
  const response = readAnswer(answer);
  const expectedChallenge = openChallenge(context, challenge);
  if (!response || !expectedChallenge) return { ok: false, code: 'passkey_refused' };
  const found = await verifyNew(context, response, expectedChallenge);
  if (!found) return { ok: false, code: 'passkey_refused' };
  try {
    return await inTransaction(context.db, async (trx) => {
      const known = await trx
        .selectFrom('staff_passkeys')
        .select('id')
        .where('user_id', '=', userId)
        .execute();
      if (known.length >= MOST_PASSKEYS) return { ok: false, code: 'passkey_full' };
      await trx
        .insertInto('staff_passkeys')
        .values({
          id: found.id,
          user_id: userId,
          label,
          public_key: Buffer.from(found.publicKey).toString('base64url'),
          counter: found.counter,
          transports: JSON.stringify(response.response.transports ?? []),
          created_at: context.now().toISOString(),
          used_at: null
        })
        .execute();
      await audit(trx, context, { actor: userId, what: 'passkey_added', eventId: null });
      return { ok: true };
    });
  } catch (error) {
    if (isUniqueViolation(error)) return { ok: false, code: 'passkey_known' };
    throw error;
  }
}

/** Forgets one of a person's own passkeys; false when there is none with this id. */
export async function removePasskey(
  context: Context,
  userId: string,
  id: string
): Promise<boolean> {
  return inTransaction(context.db, async (trx) => {
    const gone = await trx
      .deleteFrom('staff_passkeys')
      .where('user_id', '=', userId)
      .where('id', '=', id)
      .returning('id')
      .executeTakeFirst();
    if (gone) await audit(trx, context, { actor: userId, what: 'passkey_removed', eventId: null });
    return gone !== undefined;
  });
}

/**
 * Whose passkey answered our challenge, or null. The device has checked the person (PIN or finger), so that this
 * is both factors at once. A counter that did not rise is refused: somebody may have copied the key.
 */
export async function findPasskeyOwner(
  context: Context,
  answer: string,
  challenge: string
): Promise<string | null> {
  const response = readAnswer(answer);
  const expectedChallenge = openChallenge(context, challenge);
  if (!response || !expectedChallenge) return null;
  const known = await context.db
    .selectFrom('staff_passkeys')
    .innerJoin('staff_users', 'staff_users.id', 'staff_passkeys.user_id')
    .select(['staff_passkeys.id', 'user_id', 'public_key', 'counter'])
    .where('staff_passkeys.id', '=', response.id)
    .where('staff_users.disabled_at', 'is', null)
    .executeTakeFirst();
  if (!known) return null;
  const counter = await verifyKnown(context, response, expectedChallenge, known);
  if (counter === null) return null;
  await context.db
    .updateTable('staff_passkeys')
    .set({ counter, used_at: context.now().toISOString() })
    .where('id', '=', known.id)
    .execute();
  return known.user_id;
}

type Response = v.InferOutput<typeof responseSchema>;

function readAnswer(answer: string): Response | null {
  if (answer.length > 20_000) return null;
  try {
    return v.parse(responseSchema, JSON.parse(answer));
  } catch {
    return null;
  }
}

/** The library takes half a second to load and is needed only here. */
async function verifyNew(context: Context, response: Response, expectedChallenge: string) {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  type Options = Parameters<typeof verifyRegistrationResponse>[0];
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      // The library reads it as unknown bytes and throws at what does not fit.
      response: response as unknown as Options['response'],
      expectedChallenge,
      expectedOrigin: context.config.origin,
      expectedRPID: relyingParty(context),
      requireUserVerification: true
    });
    return registrationInfo?.credential ?? null;
  } catch {
    return null;
  }
}

async function verifyKnown(
  context: Context,
  response: Response,
  expectedChallenge: string,
  known: { id: string; public_key: string; counter: number }
): Promise<number | null> {
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  type Options = Parameters<typeof verifyAuthenticationResponse>[0];
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: response as unknown as Options['response'],
      expectedChallenge,
      expectedOrigin: context.config.origin,
      expectedRPID: relyingParty(context),
      credential: {
        id: known.id,
        publicKey: new Uint8Array(Buffer.from(known.public_key, 'base64url')),
        counter: known.counter
      },
      requireUserVerification: true
    });
    return verified ? authenticationInfo.newCounter : null;
  } catch {
    return null;
  }
}

function relyingParty({ config }: Context): string {
  return new URL(config.origin).hostname;
}
