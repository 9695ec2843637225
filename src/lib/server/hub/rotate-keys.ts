import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config.ts';
import type { Context } from '../context.ts';
import { removeOldSealingKeys, TAKEN_UP_AFTER } from '../privacy/key-files.ts';
import { chooseSealingKey, countOldSeals, sealAllAnew } from '../privacy/rotate-keys.ts';
import { CommandError, type Terminal } from './command.ts';
import { progressBar } from './progress-bar.ts';
import { readArguments } from './read-arguments.ts';
import { withContext } from './with-context.ts';

/**
 * `keys rotate`: makes a new sealing key and seals every personal text anew, while the hub runs. Called
 * again after an interruption it goes on with the key that is there. Old key files go when nothing needs them.
 */
export async function rotateKeys(
  args: string[],
  terminal: Terminal,
  config: Config
): Promise<void> {
  readArguments({ args, options: {} });
  const { dataDir } = config;
  const id = await withContext(config, ({ db }) => chooseSealingKey(db, dataDir));
  terminal.stdout.write(`key ${id}: waiting until a running hub has taken it up\n`);
  await sleep(TAKEN_UP_AFTER + 500);
  const done = await withContext(config, (context) => sealUntilDone(context, terminal, id));
  removeOldSealingKeys(dataDir, id);
  terminal.stdout.write(
    `sealed ${done} texts with ${id}; back up ${dataDir}/sealing.${id}.key with secret.key, which still finds and signs\n`
  );
}

/** What a running hub sealed at the last moment is found by looking again. */
async function sealUntilDone(context: Context, terminal: Terminal, id: string): Promise<number> {
  const total = await countOldSeals(context.db, id);
  const onProgress = progressBar(terminal, 'sealing');
  const done = await sealAllAnew(context, id, (count) => onProgress(count, total));
  const late = await sealAllAnew(context, id);
  if ((await countOldSeals(context.db, id)) > 0)
    throw new CommandError('something still seals with the old key: run keys rotate again');
  return done + late;
}
