import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import process from 'node:process';
import { findBrowser } from './browser.ts';

/*
 * Runs the unit, domain and socket tests, then the browser tests on the production build, and ends
 * with one line that counts them all: `N passed, N failed`.
 */

interface Counts {
  passed: number;
  failed: number;
}

const UNIT_REPORT = 'test-results/unit.json';
const BROWSER_REPORT = 'test-results/browser.json';
rmSync('test-results', { recursive: true, force: true });

const unit = run('Unit, domain and socket tests', [
  'node_modules/vitest/vitest.mjs',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${UNIT_REPORT}`
]);
process.env.CHROMIUM = findBrowser();
const browsers = ['together', 'alone'].map((project) => runBrowsers(project));

const counts = browsers.map((one) => one.counts).reduce(add, readUnitReport());
const exits = [unit, ...browsers.map((one) => one.exit)];
const failed = counts.failed || (exits.some((exit) => exit !== 0) ? 1 : 0);
process.stdout.write(`\n${counts.passed} passed, ${failed} failed\n`);
process.exit(failed > 0 ? 1 : 0);

/** A project of the browser tests; each run overwrites the report of the one before. */
function runBrowsers(project: string): { exit: number; counts: Counts } {
  rmSync(BROWSER_REPORT, { force: true });
  const exit = run(`Browser tests, ${project}`, [
    'node_modules/@playwright/test/cli.js',
    'test',
    '--config=tests/e2e/playwright.config.ts',
    `--project=${project}`,
    `--output=test-results/${project}`,
    '--pass-with-no-tests',
    ...process.argv.slice(2)
  ]);
  return { exit, counts: readBrowserReport() };
}

function run(title: string, args: string[]): number {
  process.stderr.write(`\n▸ ${title}\n`);
  return (
    spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
      stdio: 'inherit'
    }).status ?? 1
  );
}

function readUnitReport(): Counts {
  const report = readReport(UNIT_REPORT);
  return { passed: numberIn(report, 'numPassedTests'), failed: numberIn(report, 'numFailedTests') };
}

function readBrowserReport(): Counts {
  const report = readReport(BROWSER_REPORT);
  const stats =
    typeof report.stats === 'object' && report.stats !== null ? { ...report.stats } : {};
  return {
    passed: numberIn(stats, 'expected'),
    failed: numberIn(stats, 'unexpected') + numberIn(stats, 'flaky')
  };
}

/** A run that wrote no report counts nothing; its exit code still makes the whole fail. */
function readReport(file: string): Record<string, unknown> {
  if (!existsSync(file)) return {};
  const report: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return typeof report === 'object' && report !== null ? { ...report } : {};
}

function numberIn(object: Record<string, unknown>, key: string): number {
  const value = object[key];
  return typeof value === 'number' ? value : 0;
}

function add(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed };
}
