import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Writes a file whole or not at all, readable only by the hub's own user. */
export async function writeAtomically(
  folder: string,
  name: string,
  bytes: Uint8Array
): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const temporary = join(folder, `.${name}.tmp`);
  try {
    const file = await open(temporary, 'w', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, join(folder, name));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Deletes the files of these mails; a mail's file name ends in its id. */
export async function removeMailFiles(dataDir: string, mailIds: readonly string[]): Promise<void> {
  const folder = join(dataDir, 'mail');
  const names = await readdir(folder).catch(() => []);
  const doomed = names.filter((name) => mailIds.some((id) => name.endsWith(`${id}.eml`)));
  await Promise.all(doomed.map((name) => rm(join(folder, name), { force: true })));
}
