import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/transaction.ts';
import { houseRetentionDays } from '../house/retention.ts';
import { isAdmin } from '../staff/access.ts';
import { audit } from '../staff/audit.ts';
import { makeBackup } from './make-backup.ts';
import { BEFORE } from './swap-data.ts';

/** So many of the hub's own backups are kept. */
export const COPIES_KEPT = 7;
const NAME = /^encuentro-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z\.tar\.gz$/;
const DAY = 24 * 60 * 60 * 1000;
/** What a restore left beside is kept so long, in milliseconds. */
const BEFORE_KEPT = 7 * DAY;

export interface Copy {
  name: string;
  bytes: number;
  madeAt: string;
}

export type CopyOutcome =
  { ok: true; copy: Copy } | { ok: false; code: 'forbidden' | 'not_sqlite' | 'busy' };

let isCopying = false;

/**
 * Makes a backup in the data folder and drops those beyond the newest seven. Refuses who is no admin, what
 * PostgreSQL keeps (`not_sqlite`), and a second one at the same time (`busy`).
 */
export async function makeCopy(context: Context, staffId: string): Promise<CopyOutcome> {
  if (!(await isAdmin(context.db, staffId))) return { ok: false, code: 'forbidden' };
  if (isCopying) return { ok: false, code: 'busy' };
  isCopying = true;
  try {
    return await copyNow(context, staffId);
  } finally {
    isCopying = false;
  }
}

async function copyNow(context: Context, staffId: string): Promise<CopyOutcome> {
  const folder = folderOf(context);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const madeAt = context.now().toISOString();
  const name = `encuentro-${madeAt.replaceAll(/[:.]/g, '-')}.tar.gz`;
  const outcome = await makeBackup(context, join(folder, name));
  if (!outcome.ok) return outcome;
  for (const { name: old } of (await listCopies(context)).slice(COPIES_KEPT))
    await rm(join(folder, old), { force: true });
  const detail = { name, count: outcome.bytes };
  await inTransaction(context.db, (trx) =>
    audit(trx, context, { actor: staffId, what: 'backup_made', eventId: null, detail })
  );
  return { ok: true, copy: { name, bytes: outcome.bytes, madeAt } };
}

/** The hub's own backups, the newest first. */
export async function listCopies(context: Pick<Context, 'config'>): Promise<Copy[]> {
  const folder = folderOf(context);
  const names = (await readdir(folder).catch(() => [])).filter((name) => NAME.test(name));
  const copies = names.map(async (name) => ({
    name,
    bytes: (await stat(join(folder, name))).size,
    madeAt: instantOf(name)
  }));
  return (await Promise.all(copies)).sort((a, b) => b.madeAt.localeCompare(a.madeAt));
}

/**
 * Drops backups that are older than personal data may be, but for the newest, and what restores left beside
 * a week ago: nobody is to be found in them for longer than they were told.
 */
export async function forgetOldCopies(context: Context): Promise<void> {
  const now = context.now().getTime();
  const oldest = now - (await houseRetentionDays(context)) * DAY;
  for (const { name, madeAt } of (await listCopies(context)).slice(1))
    if (Date.parse(madeAt) < oldest) await rm(join(folderOf(context), name), { force: true });
  const { dataDir } = context.config;
  for (const name of await readdir(dataDir).catch(() => []))
    if (name.startsWith(BEFORE) && now - Date.parse(instantOf(name)) > BEFORE_KEPT)
      await rm(join(dataDir, name), { recursive: true, force: true });
}

function folderOf({ config }: Pick<Context, 'config'>): string {
  return join(config.dataDir, 'backups');
}

/** The instant in a name, whose colons and point are hyphens there. */
function instantOf(name: string): string {
  return name.replace(/^.*?(\d{4}-\d\d-\d\dT\d\d)-(\d\d)-(\d\d)-(\d{3})Z.*$/, '$1:$2:$3.$4Z');
}
