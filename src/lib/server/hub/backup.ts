import type { Config } from '../config.ts';
import { makeBackup } from '../backup/make-backup.ts';
import { restoreBackup, type RestoreRefusal } from '../backup/restore-backup.ts';
import { inTransaction } from '../db/transaction.ts';
import { audit } from '../staff/audit.ts';
import { CommandError, type Terminal } from './command.ts';
import { readFileArgument } from './operator-path.ts';
import { progressBar } from './progress-bar.ts';
import { withContext } from './with-context.ts';

/** `backup FILE`: database, keys and uploads in one archive, as they are at this moment, while the hub runs. */
export async function backUp(args: string[], terminal: Terminal, config: Config): Promise<void> {
  const path = readFileArgument(args, terminal, 'backup');
  if (config.database.kind !== 'sqlite')
    throw new CommandError(
      'PostgreSQL is backed up by its own tools: pg_dump --format=custom, and a copy of the key files and uploads in DATA_DIR'
    );
  const onProgress = progressBar(terminal, 'copying');
  await withContext(config, async (context) => {
    const outcome = await makeBackup(context, path, onProgress).catch((error: unknown) =>
      cannotWrite(path, error)
    );
    if (!outcome.ok) throw new CommandError(outcome.code);
    await inTransaction(context.db, (trx) =>
      audit(trx, context, {
        actor: null,
        what: 'backup_made',
        eventId: null,
        detail: { count: outcome.bytes }
      })
    );
    const { events, rsvps } = outcome.rows;
    terminal.stdout.write(
      `backed up ${events} events and ${rsvps} RSVPs, ${sizeInWords(outcome.bytes)}, to ${path}\n` +
        'whoever has this file can read everything, the list of attendees included: keep it as you keep the key\n'
    );
  });
}

function cannotWrite(path: string, error: unknown): never {
  if (!(error instanceof Error && 'code' in error)) throw error;
  throw new CommandError(`${path}: the backup cannot be written (${error.message})`, {
    cause: error
  });
}

const REFUSALS: Record<RestoreRefusal, string> = {
  not_sqlite:
    'PostgreSQL is restored by its own tools: pg_restore, and the key files into DATA_DIR',
  running: 'the hub is running, or a command works on its data: stop it first',
  two_disks: 'DATA_DIR and the database lie on two disks: put them on one to restore',
  damaged: 'is no whole backup of this program; nothing was changed',
  other_key: 'was made with another SECRET_KEY; nothing was changed',
  no_key: 'holds no key: set SECRET_KEY to what it was; nothing was changed',
  too_new: 'was made by a newer version of the program: restore it with that one'
};

/** `restore FILE`: puts a whole backup in the place of the data; what was there stays beside it. */
export async function restore(args: string[], terminal: Terminal, config: Config): Promise<void> {
  const path = readFileArgument(args, terminal, 'restore');
  const outcome = await restoreBackup(config, path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new CommandError(`${path}: cannot be read (${error.message})`, { cause: error });
    throw error;
  });
  if (!outcome.ok) throw new CommandError(`${path}: ${REFUSALS[outcome.code]}`);
  const { manifest, purged, before } = outcome;
  terminal.stdout.write(
    `restored ${manifest.rows.events} events and ${manifest.rows.rsvps} RSVPs as they were at ${manifest.madeAt}\n` +
      (purged > 0 ? `deleted the personal data of ${purged} RSVPs whose time had come\n` : '') +
      'everybody of staff signs in again; accounts and erasures since then are not known here: see user list\n' +
      `what was there before is in ${before}; delete it when all is well\n`
  );
}

function sizeInWords(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.ceil(bytes / 1_000)} kB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
