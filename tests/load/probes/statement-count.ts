import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HubProcess } from '../../support/hub-process.ts';

/** What to start a hub with so that `countStatementsOf` works. */
export const COUNTING = ['--import', './tests/load/probes/count-statements.ts'];

/** How many statements a hub has run so far. */
async function statementsOf(hub: HubProcess): Promise<number> {
  const file = join(hub.dataDir, 'statements');
  rmSync(file, { force: true });
  process.kill(hub.pid(), 'SIGUSR2');
  for (;;) {
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    if (text !== '') return Number(text);
    await sleep(5);
  }
}

/** How many statements `work` makes a hub run: of several times the fewest, for jobs of its own run meanwhile. */
export async function countStatementsOf(
  hub: HubProcess,
  work: () => Promise<unknown>,
  times = 5
): Promise<number> {
  let fewest = Infinity;
  for (let time = 0; time < times; time++) {
    const before = await statementsOf(hub);
    await work();
    fewest = Math.min(fewest, (await statementsOf(hub)) - before);
  }
  return fewest;
}
