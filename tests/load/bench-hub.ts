import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { readConfig } from '../../src/lib/server/config.ts';
import type { Context } from '../../src/lib/server/context.ts';
import { openContext } from '../../src/lib/server/open-context.ts';
import { startHub, type HubProcess } from '../support/hub-process.ts';
import { ON_SERVER_CORE } from './cores.ts';

/** On the disk of the project: where `/tmp` is memory, a commit would cost nothing. */
const FOLDER = 'test-results/load';

/** A hub that outlived its benchmark would slow down the next one. */
const started = new Set<HubProcess>();
process.once('exit', () => started.forEach(end));

interface BenchHub<Prepared> {
  hub: HubProcess;
  prepared: Prepared;
}

/** Fills a new database, then starts a hub on it, as in production, on the server's core. */
export async function startBenchHub<Prepared>(
  prepare: (context: Context) => Promise<Prepared>,
  nodeOptions: readonly string[] = []
): Promise<BenchHub<Prepared>> {
  mkdirSync(FOLDER, { recursive: true });
  const dataDir = mkdtempSync(join(FOLDER, 'hub-'));
  const prepared = await withDatabase(dataDir, prepare);
  const env = { NODE_ENV: 'production' };
  const hub = await startHub(env, { dataDir, before: ON_SERVER_CORE, nodeOptions });
  started.add(hub);
  return { hub, prepared };
}

/** Opens the database of a data folder for as long as `work` takes. */
export async function withDatabase<Result>(
  dataDir: string,
  work: (context: Context) => Promise<Result>
): Promise<Result> {
  const context = await openContext(readConfig({ DATA_DIR: dataDir }));
  try {
    return await work(context);
  } finally {
    await context.db.destroy();
  }
}

function end(hub: HubProcess): void {
  void hub.stop('SIGKILL');
  rmSync(hub.dataDir, { recursive: true, force: true });
}
