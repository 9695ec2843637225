import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from '../context.ts';

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

/** A mail's file name ends in its id. */
const NAMED_BY_ID = /([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.eml$/;

/** Deletes the files of these mails. */
export async function removeMailFiles(dataDir: string, mailIds: readonly string[]): Promise<void> {
  if (mailIds.length === 0) return;
  const ids = new Set(mailIds);
  const folder = join(dataDir, 'mail');
  const names = await readdir(folder).catch(() => []);
  const doomed = names.filter((name) => ids.has(NAMED_BY_ID.exec(name)?.[1] ?? ''));
  await Promise.all(doomed.map((name) => rm(join(folder, name), { force: true })));
}

const BATCH = 500;

/** Deletes the files of mails that the outbox does not know any more: one was being written while its row went. */
export async function removeOrphanedMailFiles({
  config,
  db
}: Pick<Context, 'config' | 'db'>): Promise<void> {
  const folder = join(config.dataDir, 'mail');
  const names = await readdir(folder).catch(() => []);
  const ids = names.flatMap((name) => NAMED_BY_ID.exec(name)?.[1] ?? []);
  for (let from = 0; from < ids.length; from += BATCH) {
    const some = ids.slice(from, from + BATCH);
    const rows = await db.selectFrom('mail_outbox').select('id').where('id', 'in', some).execute();
    const known = new Set(rows.map((row) => row.id));
    await removeMailFiles(
      config.dataDir,
      some.filter((id) => !known.has(id))
    );
  }
}
