import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
  type KeyObject
} from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The keys derived from the one master key, and what they are for. A copy of the database without the
 * key file names nobody: personal text is sealed (AES-256-GCM), look-ups go through keyed hashes.
 */
export interface Keys {
  /** Encrypts personal text; `context` (such as `rsvp.email`) must be the same to open it. Throws without its key. */
  seal(text: string, context: string): string;
  /** Decrypts what `seal` made. Throws when the key or the context is another, or a byte was changed. */
  open(sealed: string, context: string): string;
  /** A keyed hash for look-ups and for ids that cannot be led back; 32 bytes as base64url. */
  blind(value: string, purpose: string): string;
  /** A short signature of `value` for tokens that we issue; 128 bits as base64url. */
  sign(value: string, purpose: string): string;
  /** Whether `signature` is what `sign` gave for `value`, compared in constant time. */
  verify(value: string, purpose: string, signature: string): boolean;
}

/** Sealed text starts with the id of its key; the first one is derived from the master key. */
export const FIRST_KEY_ID = 'k1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The keys that open texts, by id, and the id of the one that seals them now. */
export interface SealingKeys {
  current: string;
  secrets: ReadonlyMap<string, Buffer>;
}

/**
 * Derives everything from the master key. `rotated` gives the later sealing keys as they are now: a
 * rotation in another process takes effect here without a restart. What is looked up and signed does not
 * rotate, so that links in mails keep working.
 */
export function deriveKeys(
  master: Buffer,
  rotated: (fresh: boolean) => SealingKeys | null = () => null
): Keys {
  const first = derive(master, 'seal');
  const blinding = derive(master, 'blind');
  const blind = (value: string, purpose: string) =>
    createHmac('sha256', blinding).update(purpose).update('\0').update(value).digest('base64url');
  const sign = (value: string, purpose: string) => blind(value, `sign ${purpose}`).slice(0, 22);
  const sealingKey = (id: string): Buffer => {
    if (id === FIRST_KEY_ID) return first;
    const key = rotated(false)?.secrets.get(id) ?? rotated(true)?.secrets.get(id);
    if (!key) throw new Error(`unknown key: ${id}`);
    return key;
  };
  return {
    seal(text, context) {
      const id = rotated(false)?.current ?? FIRST_KEY_ID;
      return sealWith(id, sealingKey(id), text, context);
    },
    open(sealed, context) {
      const [id = '', data = ''] = sealed.split('.');
      return openWith(sealingKey(id), data, context);
    },
    blind,
    sign,
    verify(value, purpose, signature) {
      const expected = Buffer.from(sign(value, purpose));
      const given = Buffer.from(signature);
      return expected.length === given.length && timingSafeEqual(expected, given);
    }
  };
}

function sealWith(id: string, key: Buffer, text: string, context: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', preparedKey(key), nonce).setAAD(
    Buffer.from(context)
  );
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return `${id}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`;
}

function openWith(key: Buffer, data: string, context: string): string {
  const bytes = Buffer.from(data, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', preparedKey(key), bytes.subarray(0, NONCE_BYTES))
    .setAAD(Buffer.from(context))
    .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return (
    decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') +
    decipher.final('utf8')
  );
}

/** Preparing a key costs three times as much as opening a name with it: a search opens thousands. */
const prepared = new WeakMap<Buffer, KeyObject>();

function preparedKey(key: Buffer): KeyObject {
  const known = prepared.get(key) ?? createSecretKey(key);
  prepared.set(key, known);
  return known;
}

function derive(master: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, '', `encuentro ${purpose}`, 32));
}

/** The master key of the environment, else of `secret.key` in the data folder, which is made at the first start. */
export function loadMasterKey(fromEnvironment: Buffer | null, dataDir: string): Buffer {
  if (fromEnvironment) return fromEnvironment;
  const file = join(dataDir, 'secret.key');
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(file, randomBytes(32).toString('base64url') + '\n', { mode: 0o600, flag: 'wx' });
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64url');
  if (key.length !== 32)
    throw new Error(
      `${file}: the key must be 32 bytes as base64url; restore the file from your backup`
    );
  return key;
}

/** A new secret for a link or cookie: 24 random bytes as base64url. */
export function newToken(): string {
  return randomBytes(24).toString('base64url');
}

/** SHA-256 as base64url: what the database holds instead of a token. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
