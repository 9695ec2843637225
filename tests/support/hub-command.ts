import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import process from 'node:process';
import type { HubProcess } from './hub-process.ts';

/**
 * Runs a command on the data of a running hub, as its operator would, and returns what it printed. Throws with
 * what it said when it fails.
 */
export function runHubCommand(hub: HubProcess, args: readonly string[], input = ''): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, argumentsOf(args), {
    ...{ input, encoding: 'utf8', env: settingsOf(hub) }
  });
  if (status !== 0) throw new Error(`hub ${args[0]} failed: ${stderr}`);
  return stdout;
}

/** Starts the same in a process that a test can kill. */
export function beginHubCommand(hub: HubProcess, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, argumentsOf(args), { env: settingsOf(hub), stdio: 'ignore' });
}

function argumentsOf(args: readonly string[]): string[] {
  return ['--disable-warning=ExperimentalWarning', 'src/hub.ts', ...args];
}

function settingsOf(hub: HubProcess) {
  return { PATH: process.env.PATH, DATA_DIR: hub.dataDir, ORIGIN: hub.origin };
}
