import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync
} from 'node:fs';
import { join } from 'node:path';
import { FIRST_KEY_ID, type SealingKeys } from './keys.ts';

/*
 * Later sealing keys lie beside the master key, one file each: `sealing.k2.key`. The highest number seals;
 * the others open what is not sealed anew yet.
 */

const NAME = /^sealing\.k(\d{1,6})\.key$/;
/** A running hub seals with a new key at the latest after this time, in milliseconds. */
export const TAKEN_UP_AFTER = 5_000;

/** The sealing keys of a data folder, read again when they are old or when `fresh` ones are asked for. */
export function watchSealingKeys(dataDir: string): (fresh: boolean) => SealingKeys | null {
  let keys = readSealingKeys(dataDir);
  let readAt = performance.now();
  return (fresh) => {
    if (fresh || performance.now() - readAt > TAKEN_UP_AFTER) {
      keys = readSealingKeys(dataDir);
      readAt = performance.now();
    }
    return keys;
  };
}

/** Null while there is none but the master key's own. */
export function readSealingKeys(dataDir: string): SealingKeys | null {
  const numbers = keyNumbers(dataDir);
  const last = numbers.at(-1);
  if (last === undefined) return null;
  const secrets = new Map(
    numbers.map((number) => [`k${number}`, readKey(fileOf(dataDir, `k${number}`))])
  );
  return { current: `k${last}`, secrets };
}

/** Makes the next key and returns its id; on disk before it seals anything. */
export function makeSealingKey(dataDir: string): string {
  const id = `k${(keyNumbers(dataDir).at(-1) ?? 1) + 1}`;
  const file = openSync(fileOf(dataDir, id), 'wx', 0o600);
  try {
    writeSync(file, randomBytes(32).toString('base64url') + '\n');
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return id;
}

/** Deletes the files of all keys but the current one; nothing may be sealed with them any more. */
export function removeOldSealingKeys(dataDir: string, current: string): void {
  for (const number of keyNumbers(dataDir))
    if (`k${number}` !== current) rmSync(fileOf(dataDir, `k${number}`));
}

/** The id that seals now. */
export function currentKeyId(dataDir: string): string {
  const last = keyNumbers(dataDir).at(-1);
  return last === undefined ? FIRST_KEY_ID : `k${last}`;
}

function keyNumbers(dataDir: string): number[] {
  let names: string[];
  try {
    names = readdirSync(dataDir);
  } catch {
    return [];
  }
  return names.flatMap((name) => Number(NAME.exec(name)?.[1] ?? NaN) || []).sort((a, b) => a - b);
}

function fileOf(dataDir: string, id: string): string {
  return join(dataDir, `sealing.${id}.key`);
}

function readKey(file: string): Buffer {
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64url');
  if (key.length !== 32)
    throw new Error(
      `${file}: the key must be 32 bytes as base64url; restore the file from your backup`
    );
  return key;
}
