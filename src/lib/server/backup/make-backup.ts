import { createWriteStream, existsSync } from 'node:fs';
import { copyFile, cp, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { create } from 'tar';
import type { Context } from '../context.ts';
import { copySqlite } from '../db/copy-sqlite.ts';
import type { OnProgress } from '../on-progress.ts';
import { writeWhole } from '../whole-file.ts';
import {
  DATABASE,
  KEY_CHECK,
  listFiles,
  MANIFEST,
  MASTER_KEY,
  SEALING_KEY,
  UPLOADS,
  type Manifest
} from './manifest.ts';

export type BackupOutcome =
  { ok: true; bytes: number; rows: Manifest['rows'] } | { ok: false; code: 'not_sqlite' };

/** What is read at once, in bytes: a running hub answers between two reads. */
const READ = 1024 * 1024;

/**
 * Writes database, keys and uploads into one compressed archive, whole or not at all and for the hub's own
 * user only, while the hub goes on. Mails are not in it. Refuses (`not_sqlite`) what PostgreSQL keeps.
 */
export async function makeBackup(
  context: Context,
  file: string,
  onProgress?: OnProgress
): Promise<BackupOutcome> {
  const { database, dataDir } = context.config;
  if (database.kind !== 'sqlite') return { ok: false, code: 'not_sqlite' };
  let rows: Manifest['rows'] = {};
  await writeWhole(file, async (path, folder) => {
    const content = join(folder, 'content');
    await mkdir(content, { mode: 0o700 });
    // Before and after: a key that is given up meanwhile still opens what the copy holds.
    await copyKeys(dataDir, content);
    const copied = await copySqlite(database.file, join(content, DATABASE), onProgress);
    await copyKeys(dataDir, content);
    await copyUploads(dataDir, content);
    await writeManifest(context, content, copied);
    await pack(content, path);
    rows = copied.rows;
  });
  return { ok: true, bytes: (await stat(file)).size, rows };
}

async function copyKeys(dataDir: string, content: string): Promise<void> {
  for (const name of await readdir(dataDir))
    if (name === MASTER_KEY || SEALING_KEY.test(name))
      await copyFile(join(dataDir, name), join(content, name));
}

async function copyUploads(dataDir: string, content: string): Promise<void> {
  const uploads = join(dataDir, UPLOADS);
  if (existsSync(uploads))
    await cp(uploads, join(content, UPLOADS), { recursive: true, dereference: false });
}

async function writeManifest(
  { keys, now }: Context,
  content: string,
  { schema, rows }: Pick<Manifest, 'schema' | 'rows'>
): Promise<void> {
  const manifest: Manifest = {
    format: 1,
    madeAt: now().toISOString(),
    schema,
    keyCheck: keys.sign(...KEY_CHECK),
    rows,
    files: await listFiles(content)
  };
  await writeFile(join(content, MANIFEST), JSON.stringify(manifest, null, 2), { mode: 0o600 });
}

/** The manifest last: an archive that was cut off has none. */
async function pack(content: string, path: string): Promise<void> {
  const names = (await readdir(content)).filter((name) => name !== MANIFEST).sort();
  const archive = create({ cwd: content, portable: true, strict: true, maxReadSize: READ }, [
    ...names,
    MANIFEST
  ]);
  await pipeline(archive, createGzip(), createWriteStream(path, { mode: 0o600 }));
}
