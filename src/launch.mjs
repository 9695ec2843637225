// Runs the project's commands on the pinned Node, whatever Node started this file (18 or newer):
// installs what is missing, builds what changed, then hands over. Plain JavaScript without dependencies.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const NEEDED_NODE = 24;
const BUILD_STAMP = join(root, 'build', '.stamp');
const INSTALL_STAMP = join(root, 'node_modules', '.package-lock.json');
const SOURCES = [
  'src',
  'static',
  'locales',
  'package-lock.json',
  'svelte.config.js',
  'vite.config.ts',
  'tsconfig.json'
];

const [command = '', ...args] = process.argv.slice(2);
const commands = { start, dev, check, test, bench, hub };

if (!Object.hasOwn(commands, command))
  fail(`usage: node src/launch.mjs ${Object.keys(commands).join('|')}`, 2);
await commands[command]();

async function start() {
  install();
  build();
  await hand(['src/start.ts', ...args]);
}

async function dev() {
  install();
  await hand([bin('vite', 'bin/vite.js'), 'dev', ...args]);
}

async function hub() {
  install();
  await hand(['src/hub.ts', ...args]);
}

async function check() {
  install();
  await runChecks();
}

/** Types, lint, unit and socket tests, then the browser tests on the production build. */
async function test() {
  install();
  await runChecks();
  build();
  await hand(['tests/support/run-tests.ts', ...args]);
}

/** Speed, on the production build: `tests/load` says what is measured. */
async function bench() {
  install();
  build();
  await hand(['tests/load/run.ts', ...args]);
}

async function runChecks() {
  run('Svelte sync', [bin('@sveltejs/kit', 'svelte-kit.js'), 'sync']);
  await runTogether({
    Types: [bin('svelte-check', 'bin/svelte-check'), '--fail-on-warnings'],
    Lint: [
      bin('eslint', 'bin/eslint.js'),
      '--config',
      'tests/support/eslint.config.js',
      '--max-warnings',
      '0',
      '.'
    ],
    Format: [bin('prettier', 'bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']
  });
}

/** Installs when the lock file is newer than what is installed. */
function install() {
  if (
    existsSync(INSTALL_STAMP) &&
    modified(INSTALL_STAMP) >= modified(join(root, 'package-lock.json'))
  )
    return;
  step('Installing');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const options = {
    cwd: root,
    stdio: /** @type {const} */ ('inherit'),
    shell: process.platform === 'win32'
  };
  const { status } = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], options);
  if (status !== 0) fail('npm ci failed; see above', status ?? 1);
  const now = new Date();
  utimesSync(INSTALL_STAMP, now, now);
}

/** Builds when a source is newer than the last build. */
function build() {
  if (existsSync(BUILD_STAMP) && modified(BUILD_STAMP) >= newest(SOURCES)) return;
  const begun = new Date();
  run('Building', [bin('vite', 'bin/vite.js'), 'build', '--logLevel', 'warn']);
  writeFileSync(BUILD_STAMP, '');
  utimesSync(BUILD_STAMP, begun, begun);
}

function newest(paths) {
  return Math.max(...paths.map((path) => newestUnder(join(root, path))));
}

/** Folders count too: their time changes when a file in them is removed. */
function newestUnder(path) {
  const own = modified(path);
  if (!statSync(path).isDirectory()) return own;
  return Math.max(own, ...readdirSync(path).map((name) => newestUnder(join(path, name))));
}

function modified(path) {
  return existsSync(path) ? statSync(path).mtimeMs : 0;
}

/** The pinned Node, else the one that runs this file when it is new enough. */
function node() {
  const pinned = join(
    root,
    'node_modules',
    `node-${platform()}-${process.arch}`,
    'bin',
    executable()
  );
  if (existsSync(pinned)) return pinned;
  if (Number(process.versions.node.split('.')[0]) >= NEEDED_NODE) return process.execPath;
  return fail(
    `Encuentro needs Node ${NEEDED_NODE}: there is no packaged one for ${process.platform}-${process.arch}; install it from your system`,
    1
  );
}

function platform() {
  return process.platform === 'win32' ? 'win' : process.platform;
}

function executable() {
  return process.platform === 'win32' ? 'node.exe' : 'node';
}

function bin(name, file) {
  return join(root, 'node_modules', name, file);
}

function run(title, nodeArgs) {
  step(title);
  const { status } = spawnSync(node(), nodeArgs, {
    cwd: root,
    stdio: 'inherit',
    env: environment()
  });
  if (status !== 0) fail(`${title} failed`, status ?? 1);
}

/** Runs commands side by side; each says its words when it ends, and all end before one that failed is told of. */
async function runTogether(commands) {
  const failed = [];
  await Promise.all(
    Object.entries(commands).map(async ([title, nodeArgs]) => {
      const words = [];
      const child = spawn(node(), nodeArgs, { cwd: root, env: environment() });
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (bytes) => words.push(bytes));
      const [status] = await once(child, 'close');
      step(title);
      process.stdout.write(Buffer.concat(words));
      if (status !== 0) failed.push(title);
    })
  );
  if (failed.length > 0) fail(`${failed.join(' and ')} failed`, 1);
}

/** Runs the last command of a chain, passing signals and the exit code on. */
function hand(nodeArgs) {
  const child = spawn(node(), ['--disable-warning=ExperimentalWarning', ...nodeArgs], {
    cwd: root,
    stdio: 'inherit',
    env: environment()
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => child.kill(signal));
  return new Promise(() => {
    child.on('exit', (code, signal) =>
      process.exit(code ?? 128 + (constants.signals[signal ?? 'SIGTERM'] ?? 15))
    );
  });
}

/** Whatever the command starts by name finds the pinned Node first. */
function environment() {
  const separator = process.platform === 'win32' ? ';' : ':';
  return {
    ...process.env,
    PATH: [dirname(node()), join(root, 'node_modules', '.bin'), process.env.PATH].join(separator)
  };
}

function step(title) {
  if (process.stdout.isTTY || command !== 'hub') process.stderr.write(`\n▸ ${title}\n`);
}

function fail(message, code) {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}
