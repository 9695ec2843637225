import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';

/**
 * Makes `file` whole or not at all, readable only by the hub's own user: `write` fills a file of a private
 * folder beside it, which then takes its place. What an interrupted earlier try left is cleared away.
 */
export async function writeWhole(
  file: string,
  write: (path: string, folder: string) => Promise<void>
): Promise<void> {
  await clearAbandoned(file);
  const folder = partialFolder(file, process.pid);
  await mkdir(folder, { mode: 0o700 });
  try {
    const path = join(folder, basename(file));
    await write(path, folder);
    await syncFile(path, 0o600);
    await rename(path, file);
    await syncFolder(dirname(file));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** On the disk before anybody hears of it. */
async function syncFile(path: string, mode: number): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.chmod(mode);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A new name is on the disk once its folder is; systems that cannot sync a folder do it by themselves. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => null);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

/** Everything in a folder is on the disk. */
export async function syncTree(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    await (entry.isDirectory() ? syncFolder(path) : syncFile(path, 0o600));
  }
  await syncFolder(folder);
}

function partialFolder(file: string, pid: number): string {
  return join(dirname(file), `.${basename(file)}.partial-${pid}`);
}

/** Folders of tries whose process is gone. */
async function clearAbandoned(file: string): Promise<void> {
  const beginning = `.${basename(file)}.partial-`;
  const names = await readdir(dirname(file)).catch(() => []);
  const abandoned = names.filter(
    (name) => name.startsWith(beginning) && !isRunning(Number(name.slice(beginning.length)))
  );
  for (const name of abandoned)
    await rm(join(dirname(file), name), { recursive: true, force: true });
}

function isRunning(pid: number): boolean {
  if (pid === process.pid || !Number.isInteger(pid)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
