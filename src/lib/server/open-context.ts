import { finishSwap } from './backup/swap-data.ts';
import type { Config } from './config.ts';
import type { Context } from './context.ts';
import { migrate } from './db/migrate.ts';
import { openDatabase } from './db/open.ts';
import { deriveKeys, loadMasterKey } from './privacy/keys.ts';
import { watchSealingKeys } from './privacy/key-files.ts';

/** Opens keys and database and brings the schema up to date: what the server and the commands have in common. */
export async function openContext(config: Config): Promise<Context> {
  await finishSwap(config);
  const keys = deriveKeys(
    loadMasterKey(config.secretKey, config.dataDir),
    watchSealingKeys(config.dataDir)
  );
  const db = await openDatabase(config.database);
  try {
    await migrate(db);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return { config, db, keys, now: () => new Date() };
}
