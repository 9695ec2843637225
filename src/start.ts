import { createServer } from 'node:http';
import process from 'node:process';
import { MOST_BYTES } from './lib/server/body-limit.ts';
import { ConfigError, readConfig, type Config } from './lib/server/config.ts';
import { handOver } from './lib/server/hand-over.ts';

/** How long a stop may take before the process leaves all the same, in milliseconds. */
const STOP_DEADLINE = 9_500;

const config = readOrExit();
Object.assign(process.env, adapterSettings(config));
handOver().config = config;

// Importing the handler starts the app: it opens the database and leaves the sockets in the hand-over.
const { handler } = await import(new URL('../build/handler.js', import.meta.url).href).catch(
  exitWithReason
);
const server = createServer(
  { requestTimeout: 30_000, headersTimeout: 15_000, keepAliveTimeout: 65_000 },
  handler
);
const hub = handOver().hub;
hub?.attach(server);
server.once('error', exitWithReason);
server.listen(config.port, config.host, announce);

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop);

function readOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    return exitWithReason(error);
  }
}

/** What adapter-node reads from the environment by itself. */
function adapterSettings({ origin, trustProxy }: Config): Record<string, string> {
  return {
    ORIGIN: origin,
    BODY_SIZE_LIMIT: String(MOST_BYTES),
    ...(trustProxy > 0 ? { ADDRESS_HEADER: 'x-forwarded-for', XFF_DEPTH: String(trustProxy) } : {})
  };
}

function announce(): void {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  const base = config.port === 0 ? `http://localhost:${port}` : config.origin;
  const demo = handOver().hub?.demo;
  const lines = ['', 'Encuentro', '', `Español  ${base}/es`, `English  ${base}/en`];
  if (demo)
    lines.push('', `Demo     ${base}/en/staff/sign-in`, `         ${demo.email}  ${demo.password}`);
  process.stdout.write(lines.map((line) => `  ${line}`.trimEnd()).join('\n') + '\n\n');
}

/** Viewers are told, what is in hand is finished, the database is closed; then exit 0. */
async function stop(): Promise<void> {
  setTimeout(() => process.exit(1), STOP_DEADLINE).unref();
  const closed = new Promise((resolve) => server.close(resolve));
  await hub?.close();
  server.closeIdleConnections();
  await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 3_000))]);
  process.exit(0);
}

function exitWithReason(error: unknown): never {
  const known =
    error instanceof Error &&
    (error instanceof ConfigError || /Config|Schema/.test(error.name) || 'code' in error);
  process.stderr.write(
    known ? `${error.message}\n` : `${error instanceof Error ? error.stack : String(error)}\n`
  );
  process.exit(1);
}
