import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import * as v from 'valibot';

export const MANIFEST = 'manifest.json';
export const DATABASE = 'encuentro.db';
export const MASTER_KEY = 'secret.key';
export const UPLOADS = 'uploads';
export const SEALING_KEY = /^sealing\.k\d{1,6}\.key$/;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** What a backup says of itself; written last, so that half an archive has none. */
export const manifestSchema = v.object({
  format: v.literal(1),
  madeAt: v.pipe(v.string(), v.isoTimestamp()),
  /** The newest migration of its database. */
  schema: v.string(),
  /** A signature that only its own master key makes. */
  keyCheck: v.string(),
  rows: v.record(v.string(), count),
  files: v.array(v.object({ name: v.string(), size: count, sha256: v.string() }))
});
export type Manifest = v.InferOutput<typeof manifestSchema>;

/** What the signature of a manifest is made of. */
export const KEY_CHECK = ['this hub', 'backup'] as const;

/** Whether a name may be in a backup at all. */
export function belongsIntoBackup(name: string): boolean {
  const safe = !name.split('/').some((part) => part === '' || part === '.' || part === '..');
  const known = [MANIFEST, DATABASE, MASTER_KEY].includes(name) || SEALING_KEY.test(name);
  return safe && (known || name.startsWith(`${UPLOADS}/`));
}

/** Name, size and checksum of every file in a folder, in the order of their names. */
export async function listFiles(folder: string): Promise<Manifest['files']> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = found
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const files = [];
  for (const path of paths.sort()) {
    const name = path.slice(folder.length + 1).replaceAll('\\', '/');
    files.push({ name, size: (await stat(path)).size, sha256: await sha256(path) });
  }
  return files;
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
