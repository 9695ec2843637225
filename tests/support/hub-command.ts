import { spawnSync } from 'node:child_process';
import process from 'node:process';
import type { HubProcess } from './hub-process.ts';

/**
 * Runs a command on the data of a running hub, as its operator would, and returns what it printed. Throws with
 * what it said when it fails.
 */
export function runHubCommand(hub: HubProcess, args: readonly string[], input = ''): string {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'src/hub.ts', ...args],
    {
      input,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, DATA_DIR: hub.dataDir, ORIGIN: hub.origin }
    }
  );
  if (status !== 0) throw new Error(`hub ${args[0]} failed: ${stderr}`);
  return stdout;
}
