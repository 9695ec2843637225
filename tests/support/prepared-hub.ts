import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/lib/server/config.ts';
import type { Context } from '../../src/lib/server/context.ts';
import { openContext } from '../../src/lib/server/open-context.ts';
import { startHub, type HubProcess } from './hub-process.ts';

/** Fills a new database by the hub's own code, then starts a hub on it, without the demo content. */
export async function startPreparedHub<Prepared>(
  prepare: (context: Context) => Promise<Prepared>,
  env: Record<string, string> = {}
): Promise<{ hub: HubProcess; prepared: Prepared }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'encuentro-'));
  const context = await openContext(readConfig({ DATA_DIR: dataDir, DEMO: '0' }));
  const prepared = await prepare(context).finally(() => context.db.destroy());
  return { hub: await startHub({ DEMO: '0', ...env }, { dataDir }), prepared };
}
