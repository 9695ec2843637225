import { spawnSync } from 'node:child_process';
import process from 'node:process';
import type { HubProcess } from './hub-process.ts';

/** Runs a command on the data of a running hub, as its operator would. Throws with what it said when it fails. */
export function runHubCommand(hub: HubProcess, args: readonly string[], input = ''): void {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'src/hub.ts', ...args],
    {
      input,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, DATA_DIR: hub.dataDir, ORIGIN: hub.origin }
    }
  );
  if (status !== 0) throw new Error(`hub ${args[0]} failed: ${stderr}`);
}
