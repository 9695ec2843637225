import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';
import { chromium } from '@playwright/test';

/** The shell has no window to draw and is a third quicker for it. */
const SYSTEM_BROWSERS = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome'
];

/** Flags for a browser in a closed network, and for one that root starts. */
export const BROWSER_ARGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])
];

/** The browser that the tests drive: the system's, Playwright's own, or one that is installed now. */
export function findBrowser(): string {
  return present() ?? (installFromDebian() || installByPlaywright(), present()) ?? fail();
}

function present(): string | undefined {
  return [process.env.CHROMIUM ?? '', ...SYSTEM_BROWSERS, chromium.executablePath()].find(
    (path) => path && existsSync(path)
  );
}

function installFromDebian(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  process.stderr.write('\n▸ Installing Chromium from the system’s packages\n');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
  return ['chromium-headless-shell', 'chromium'].some(
    (name) =>
      spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], {
        stdio: ['ignore', 'ignore', 'inherit'],
        env
      }).status === 0
  );
}

function installByPlaywright(): boolean {
  process.stderr.write('\n▸ Installing Chromium by Playwright\n');
  return (
    spawnSync(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'], {
      stdio: 'inherit'
    }).status === 0
  );
}

function fail(): never {
  process.stderr.write('no browser for the tests: install Chromium and set CHROMIUM to its path\n');
  process.exit(1);
}
