import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** A real hub in a process of its own, on the production build, with a data folder of its own. */
export interface HubProcess {
  readonly origin: string;
  readonly dataDir: string;
  /** The process's id; 0 while it does not run. */
  pid(): number;
  /** All that the process has written. */
  output(): string;
  /** Stops with a signal and waits for the end; returns the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  /** Starts again on the same address and data. */
  start(): Promise<void>;
  /** Mails written so far, oldest first. */
  mails(): string[];
  remove(): Promise<void>;
}

interface HubOptions {
  /** A folder that is there already, instead of a new one. */
  dataDir?: string;
  /** A command that starts the one after it, such as `taskset`. */
  before?: readonly string[];
  nodeOptions?: readonly string[];
}

/** Starts a hub, with the demo content unless told otherwise, and waits until it answers. */
export async function startHub(
  env: Record<string, string> = {},
  options: HubOptions = {}
): Promise<HubProcess> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'encuentro-'));
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  let child: ChildProcess | null = null;
  let output = '';

  const hub: HubProcess = {
    origin,
    dataDir,
    pid: () => child?.pid ?? 0,
    output: () => output,
    async start() {
      const [command = '', ...args] = commandOf(options);
      child = spawn(command, args, {
        env: {
          PATH: process.env.PATH,
          PORT: String(port),
          DATA_DIR: dataDir,
          LOG_LEVEL: 'warn',
          ...env
        },
        stdio: ['ignore', 'pipe', 'pipe']
      });
      for (const stream of [child.stdout, child.stderr])
        stream?.on('data', (bytes: Buffer) => (output += bytes.toString()));
      await untilReady(origin, child, () => output);
    },
    async stop(signal = 'SIGTERM') {
      const stopping = child;
      if (!stopping || stopping.exitCode !== null) return stopping?.exitCode ?? null;
      const ended = new Promise<number | null>((resolve) => stopping.once('exit', resolve));
      stopping.kill(signal);
      return ended;
    },
    mails() {
      const folder = join(dataDir, 'mail');
      return readFolder(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    },
    async remove() {
      await hub.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  };
  await hub.start();
  return hub;
}

function commandOf({ before = [], nodeOptions = [] }: HubOptions): string[] {
  const node = [process.execPath, '--disable-warning=ExperimentalWarning', ...nodeOptions];
  return [...before, ...node, 'src/start.ts'];
}

async function untilReady(
  origin: string,
  child: ChildProcess,
  output: () => string
): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the hub ended: ${output()}`);
    const answer = await fetch(`${origin}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the hub did not answer: ${output()}`);
}

/** Below the range from which systems give ports to outgoing connections. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => {
      const { port: bound } = server.address() as AddressInfo;
      server.close(() => resolve(bound === port));
    });
  });
}

function readFolder(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.eml'))
      .sort();
  } catch {
    return [];
  }
}
