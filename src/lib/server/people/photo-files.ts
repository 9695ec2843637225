import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Context } from '../context.ts';
import type { EncodedPhoto } from './photo-picture.ts';

/*
 * Pictures lie in the data folder, named by what is in them: a file never changes, so that browsers and
 * proxies may keep it for ever, and the same picture lies there once.
 */

const NAME = /^([0-9a-f]{32})-(144|256|512)\.(webp|jpg)$/;
/** A picture is written before the row that names it, so a young file without a row may be about to get one. */
const YOUNG_MINUTES = 60;

/** Where uploads lie below the data folder. */
function folderOf({ dataDir }: Pick<Config, 'dataDir'>): string {
  return join(dataDir, 'uploads', 'people');
}

/** Writes the files of a picture; each is whole or not there. */
export async function storePhoto(
  { config }: Pick<Context, 'config'>,
  { hash, files }: EncodedPhoto
): Promise<void> {
  const folder = folderOf(config);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const [ending, body] of files) {
    const draft = join(folder, `.${randomUUID()}`);
    await writeFile(draft, body, { mode: 0o600 });
    await rename(draft, join(folder, `${hash}-${ending}`));
  }
}

/** One file of a picture by the name in its address; null for any other name. */
export async function readPhoto(
  { config }: Pick<Context, 'config'>,
  name: string
): Promise<{ body: Buffer; type: 'image/webp' | 'image/jpeg' } | null> {
  const known = NAME.exec(name);
  if (!known) return null;
  try {
    const body = await readFile(join(folderOf(config), name));
    return { body, type: known[3] === 'webp' ? 'image/webp' : 'image/jpeg' };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Deletes the files that no person names any more, and what a crash left behind. */
export async function sweepPhotos({ config, db, now }: Context): Promise<void> {
  const folder = folderOf(config);
  const names = await readdir(folder).catch(() => []);
  if (names.length === 0) return;
  const rows = await db
    .selectFrom('people')
    .select('photo')
    .where('photo', 'is not', null)
    .execute();
  const used = new Set(rows.map((row) => row.photo));
  for (const name of names) {
    if (used.has(NAME.exec(name)?.[1] ?? null)) continue;
    const file = join(folder, name);
    const written = await stat(file).catch(() => null);
    if (written && now().getTime() - written.mtimeMs > YOUNG_MINUTES * 60_000)
      await unlink(file).catch(() => undefined);
  }
}

/** Deletes the files of one picture at once, unless another person has the same. */
export async function forgetPhoto({ config, db }: Context, hash: string): Promise<void> {
  const other = await db
    .selectFrom('people')
    .select('id')
    .where('photo', '=', hash)
    .executeTakeFirst();
  if (other) return;
  const folder = folderOf(config);
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((each) => each.startsWith(`${hash}-`)))
    await unlink(join(folder, name)).catch(() => undefined);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
