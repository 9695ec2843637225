import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** Ticks of `/proc/<pid>/stat` in a second; Linux gives programs this unit on every machine. */
const TICKS = 100;

/** Whether server and load can have a core each. */
export const IS_PINNED =
  availableParallelism() >= 2 && spawnSync('taskset', ['-c', '0,1', 'true']).status === 0;

/** What to put before a command so that it runs on the server's core. */
export const ON_SERVER_CORE: readonly string[] = IS_PINNED ? ['taskset', '-c', '0'] : [];

/** What to put before a command so that it runs on the core of the load. */
export const ON_LOAD_CORE: readonly string[] = IS_PINNED ? ['taskset', '-c', '1'] : [];

/** The processor time that a process has used so far, in milliseconds; NaN where the system does not say. */
export function cpuTime(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is the program's name, which may hold blanks: count from its closing bracket.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS;
  } catch {
    return NaN;
  }
}
