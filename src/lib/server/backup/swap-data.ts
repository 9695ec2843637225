import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import type { Config } from '../config.ts';
import { syncFolder, writeWhole } from '../whole-file.ts';
import { DATABASE, MASTER_KEY, SEALING_KEY, UPLOADS } from './manifest.ts';

/*
 * Putting restored data in the place of the old takes several renames. A note of what is to be done makes
 * them one: without the note nothing has happened yet, and with it whoever opens the data next finishes.
 */

type Place = Pick<Config, 'dataDir' | 'database'>;

const NOTE = 'ready.json';
/** How the folder with what was there before begins; the time follows. */
export const BEFORE = 'before-restore-';

const noteSchema = v.object({
  /** The folder for what is there now. */
  old: v.string(),
  /** What leaves its place, and what of it gets a new one. */
  leaving: v.array(v.string()),
  arriving: v.array(v.string())
});
type Note = v.InferOutput<typeof noteSchema>;

/** Where restored data waits, beside the old. */
export function stagingFolder(dataDir: string): string {
  return join(dataDir, '.restore');
}

/** The restored data as it lies in the staging folder. */
export function stagedFolder(dataDir: string): string {
  return join(stagingFolder(dataDir), 'new');
}

/** Whether old and new database lie on one disk, so that one can take the other's place in a moment. */
export async function isOnOneDisk({ dataDir, database }: Place): Promise<boolean> {
  if (database.kind !== 'sqlite') return false;
  const [data, folder] = await Promise.all([stat(dataDir), stat(dirname(database.file))]);
  return data.dev === folder.dev;
}

/** From here on the restored data is the hub's; returns the folder of what was there before. */
export async function swapData(place: Place, now: Date): Promise<string> {
  const { dataDir } = place;
  const arriving = await readdir(stagedFolder(dataDir));
  const old = join(dataDir, BEFORE + now.toISOString().replaceAll(/[:.]/g, '-'));
  const note: Note = { old, arriving, leaving: await namesHere(dataDir) };
  await writeWhole(join(stagingFolder(dataDir), NOTE), (path) =>
    writeFile(path, JSON.stringify(note))
  );
  await finishSwap(place);
  return old;
}

/** Finishes a restore that was interrupted after it was decided. Call it before the data is opened. */
export async function finishSwap(place: Place): Promise<void> {
  const staging = stagingFolder(place.dataDir);
  const path = join(staging, NOTE);
  if (!existsSync(path)) return;
  const note = v.parse(noteSchema, JSON.parse(await readFile(path, 'utf8')));
  const half = join(staging, 'old');
  await mkdir(half, { recursive: true, mode: 0o700 });
  for (const name of new Set([...note.leaving, ...note.arriving]))
    await replace(place, name, note, half);
  if (!existsSync(note.old)) await rename(half, note.old);
  await syncFolder(place.dataDir);
  await rm(staging, { recursive: true, force: true });
}

/** Everything a hub keeps, whether a backup has it or not: no old file may stand beside the new data. */
async function namesHere(dataDir: string): Promise<string[]> {
  const keys = (await readdir(dataDir)).filter((name) => SEALING_KEY.test(name));
  return [DATABASE, `${DATABASE}-wal`, `${DATABASE}-shm`, MASTER_KEY, UPLOADS, 'mail', ...keys];
}

/** Moves the old away and the new in; does nothing where that is done. */
async function replace(place: Place, name: string, note: Note, half: string): Promise<void> {
  const fresh = join(stagedFolder(place.dataDir), name);
  const isWaiting = existsSync(fresh);
  if (note.arriving.includes(name) && !isWaiting) return;
  const current = currentPath(place, name);
  if (existsSync(current)) await rename(current, join(half, name));
  if (isWaiting) await rename(fresh, current);
}

/** The database may have another name in another folder. */
function currentPath({ dataDir, database }: Place, name: string): string {
  return name.startsWith(DATABASE) && database.kind === 'sqlite'
    ? database.file + name.slice(DATABASE.length)
    : join(dataDir, name);
}
