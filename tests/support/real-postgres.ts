import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

/** A PostgreSQL server of the tests' own: many connections at once, which the one in process cannot have. */
export interface RealPostgres {
  /** Makes an empty database and returns its address. */
  create(): Promise<string>;
  stop(): Promise<void>;
}

const USER = 'hub';
const DEBIAN = '/usr/lib/postgresql';
/** PostgreSQL refuses to run as root; this is who owns nothing. */
const NOBODY = 65_534;

/** The folder with this machine's PostgreSQL programs, or null where there are none. */
export function findPostgres(): string | null {
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...(existsSync(DEBIAN) ? readdirSync(DEBIAN).map((one) => join(DEBIAN, one, 'bin')) : [])
  ];
  return folders.findLast((folder) => existsSync(join(folder, 'initdb'))) ?? null;
}

/** Starts a server on a free port with its data in a folder of its own, which `stop` removes. */
export async function startPostgres(programs: string): Promise<RealPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'encuentro-postgres-'));
  const asNobody = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  if ('uid' in asNobody) chownSync(folder, NOBODY, NOBODY);
  const data = join(folder, 'data');
  const made = spawnSync(
    join(programs, 'initdb'),
    ['--pgdata', data, '--username', USER, '--auth', 'trust', '--no-sync', '--encoding', 'UTF8'],
    { ...asNobody, encoding: 'utf8', cwd: folder }
  );
  if (made.status !== 0) throw new Error(`PostgreSQL made no data folder: ${made.stderr}`);
  const port = await freePort();
  const server = spawn(
    join(programs, 'postgres'),
    ['-D', data, '-p', String(port), '-k', folder, '-h', '127.0.0.1', '-c', 'fsync=off'],
    { ...asNobody, cwd: folder, stdio: 'ignore' }
  );
  const addressOf = (name: string) => `postgres://${USER}@127.0.0.1:${port}/${name}`;
  await answers(addressOf('postgres'), server);
  let count = 0;
  return {
    async create() {
      const name = `race_${(count += 1)}`;
      await execute(addressOf('postgres'), `create database ${name}`);
      return addressOf(name);
    },
    async stop() {
      const ended = once(server, 'exit');
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

async function answers(address: string, server: ChildProcess): Promise<void> {
  for (;;) {
    if (server.exitCode !== null) throw new Error('PostgreSQL ended before it answered');
    try {
      return await execute(address, 'select 1');
    } catch {
      await sleep(50);
    }
  }
}

async function execute(connectionString: string, statement: string): Promise<void> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('a server without a port');
  return address.port;
}
