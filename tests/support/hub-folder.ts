import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { runHub } from '../../src/lib/server/hub/run.ts';

export interface CommandOutcome {
  code: number | null;
  out: string;
  err: string;
}

/** A data folder of one test, and the operator's commands on it. */
export interface HubFolder {
  /** The data folder. */
  folder: string;
  /** A file beside the data folder, of the same test. */
  path(name: string): string;
  /** Runs a command to its end. */
  hub(
    args: string[],
    options?: { input?: string; env?: Record<string, string> }
  ): Promise<CommandOutcome>;
  /** Starts a command in a process of its own, which a test can kill. */
  begin(args: string[]): ChildProcess;
}

export function openHubFolder(): HubFolder {
  const root = mkdtempSync(join(tmpdir(), 'encuentro-hub-'));
  const folder = join(root, 'data');
  mkdirSync(folder);
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return {
    folder,
    path: (name) => join(root, name),
    hub: (args, { input = '', env = {} } = {}) =>
      runHere(args, input, { DATA_DIR: folder, INIT_CWD: root, ...env }),
    begin: (args) =>
      spawn(process.execPath, [resolve('src/hub.ts'), ...args], {
        env: { PATH: process.env.PATH, DATA_DIR: folder, INIT_CWD: root }
      })
  };
}

/** In this process, which has loaded everything already. */
async function runHere(
  args: string[],
  input: string,
  env: Record<string, string>
): Promise<CommandOutcome> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const stdin = Readable.from([input]) as unknown as NodeJS.ReadStream;
  const written = Promise.all([text(stdout), text(stderr)]);
  const code = await runHub(args, { env, stdin, stdout, stderr });
  stdout.end();
  stderr.end();
  const [out, err] = await written;
  return { code, out, err };
}
