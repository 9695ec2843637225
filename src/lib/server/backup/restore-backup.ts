import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { extract } from 'tar';
import * as v from 'valibot';
import type { Config } from '../config.ts';
import type { Context } from '../context.ts';
import { holdAlone } from '../db/hold-alone.ts';
import { MIGRATIONS } from '../db/migrate.ts';
import { inTransaction } from '../db/transaction.ts';
import { openContext } from '../open-context.ts';
import { deriveKeys, loadMasterKey } from '../privacy/keys.ts';
import { purgePersonalData } from '../privacy/purge.ts';
import { audit } from '../staff/audit.ts';
import { syncTree } from '../whole-file.ts';
import {
  belongsIntoBackup,
  DATABASE,
  KEY_CHECK,
  listFiles,
  MANIFEST,
  manifestSchema,
  MASTER_KEY,
  type Manifest
} from './manifest.ts';
import { finishSwap, isOnOneDisk, stagedFolder, stagingFolder, swapData } from './swap-data.ts';

export type RestoreRefusal =
  'not_sqlite' | 'running' | 'two_disks' | 'damaged' | 'other_key' | 'no_key' | 'too_new';

export type RestoreOutcome =
  | { ok: true; manifest: Manifest; before: string; purged: number }
  | { ok: false; code: RestoreRefusal };

/**
 * Puts a backup in the place of the data, after it has proved whole; what was there stays beside it. Refuses
 * while anybody has the data open (`running`). Whose time has come meanwhile is deleted before anybody can
 * look, and everybody of staff signs in again. Interrupted, it has happened or not.
 */
export async function restoreBackup(config: Config, file: string): Promise<RestoreOutcome> {
  const { database, dataDir } = config;
  if (database.kind !== 'sqlite') return { ok: false, code: 'not_sqlite' };
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await mkdir(dirname(database.file), { recursive: true, mode: 0o700 });
  if (!(await isOnOneDisk(config))) return { ok: false, code: 'two_disks' };
  await finishSwap(config);
  const release = holdAlone(database.file);
  if (!release) return { ok: false, code: 'running' };
  try {
    return await restoreAlone(config, file);
  } finally {
    release();
    await rm(stagingFolder(dataDir), { recursive: true, force: true });
  }
}

async function restoreAlone(config: Config, file: string): Promise<RestoreOutcome> {
  const staged = stagedFolder(config.dataDir);
  await rm(stagingFolder(config.dataDir), { recursive: true, force: true });
  await mkdir(staged, { recursive: true, mode: 0o700 });
  const manifest = await unpack(file, staged);
  if (!manifest) return { ok: false, code: 'damaged' };
  if (!MIGRATIONS.some(({ name }) => name === manifest.schema))
    return { ok: false, code: 'too_new' };
  const refusal = refuseKey(config, staged, manifest);
  if (refusal) return { ok: false, code: refusal };
  const purged = await bringUpToDate(config, staged);
  await syncTree(staged);
  return { ok: true, manifest, purged, before: await swapData(config, new Date()) };
}

/** Null for anything but a whole backup: cut off, changed, or something else altogether. */
async function unpack(file: string, staged: string): Promise<Manifest | null> {
  try {
    await extract({
      file,
      cwd: staged,
      strict: true,
      umask: 0o077,
      filter: (path, entry) => 'type' in entry && isWanted(path, entry.type)
    });
    const json: unknown = JSON.parse(await readFile(join(staged, MANIFEST), 'utf8'));
    await rm(join(staged, MANIFEST));
    const manifest = v.parse(manifestSchema, json);
    const found = JSON.stringify(await listFiles(staged));
    const whole = found === JSON.stringify(manifest.files) && isSound(join(staged, DATABASE));
    return whole ? manifest : null;
  } catch (error) {
    if (isMissing(error) && !existsSync(file)) throw error;
    return null;
  }
}

function isWanted(path: string, type: string): boolean {
  const name = path.replace(/\/$/, '');
  if (type === 'Directory') return belongsIntoBackup(`${name}/file`);
  return (type === 'File' || type === 'OldFile') && belongsIntoBackup(name);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function isSound(file: string): boolean {
  const db = new BetterSqlite3(file, { fileMustExist: true });
  try {
    return db.pragma('integrity_check(1)', { simple: true }) === 'ok';
  } finally {
    db.close();
  }
}

/** The key that will open the data must be the one that sealed it. */
function refuseKey(
  { secretKey }: Config,
  staged: string,
  manifest: Manifest
): 'no_key' | 'other_key' | null {
  if (!secretKey && !existsSync(join(staged, MASTER_KEY))) return 'no_key';
  const keys = deriveKeys(loadMasterKey(secretKey, staged));
  return keys.verify(...KEY_CHECK, manifest.keyCheck) ? null : 'other_key';
}

/** Migrates the copy, deletes whose time has come and ends the sessions; returns how many people were deleted. */
async function bringUpToDate(config: Config, staged: string): Promise<number> {
  const context = await openContext({
    ...config,
    dataDir: staged,
    database: { kind: 'sqlite', file: join(staged, DATABASE) }
  });
  try {
    const purged = await purgePersonalData(context);
    await noteRestore(context);
    return purged;
  } finally {
    await context.db.destroy();
  }
}

/** A session that was ended since the backup must not come back to life. */
async function noteRestore(context: Context): Promise<void> {
  await inTransaction(context.db, async (trx) => {
    await trx.deleteFrom('sessions').execute();
    await trx.deleteFrom('staff_links').execute();
    await audit(trx, context, { actor: null, what: 'backup_restored', eventId: null });
  });
}
