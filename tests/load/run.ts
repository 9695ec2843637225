import { readdirSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import process from 'node:process';
import type { Bench, Plan } from './bench.ts';
import { IS_PINNED } from './cores.ts';
import { appendResults, tableOf } from './report.ts';

/*
 * `npm run bench [name …] [-- --quick]`: runs the named benchmarks, or all, on the production build, and ends
 * with 1 when a goal is missed.
 */

const ROUNDS = 5;
const QUICK_ROUNDS = 2;

const known = readdirSync(new URL('benches/', import.meta.url))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length));
const isQuick = process.argv.includes('--quick');
const names = process.argv.slice(2).filter((argument) => argument !== '--quick');
const unknown = names.find((name) => !known.includes(name));
if (unknown) {
  process.stderr.write(`no benchmark is called ${unknown}: there are ${known.join(', ')}\n`);
  process.exit(2);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
process.stdout.write(`${describeMachine()}\n`);
let failed = false;
for (const name of names.length > 0 ? names : known) failed = !(await reached(name)) || failed;
process.exit(failed ? 1 : 0);

/** Runs one benchmark and reports it; returns whether it reached its goals. */
async function reached(name: string): Promise<boolean> {
  const { bench } = (await import(`./benches/${name}.ts`)) as { bench: Bench };
  process.stdout.write(`\n${bench.name}: ${bench.measures}\n`);
  try {
    const figures = await bench.run(planOf(name));
    say('');
    process.stdout.write(`${tableOf(figures)}\n`);
    if (!isQuick) appendResults(name, figures, new Date());
    return figures.every(({ pass }) => pass !== false);
  } catch (error) {
    say('');
    process.stderr.write(
      `${name} failed: ${error instanceof Error ? error.stack : String(error)}\n`
    );
    return false;
  }
}

function planOf(name: string): Plan {
  return {
    rounds: isQuick ? QUICK_ROUNDS : ROUNDS,
    quick: isQuick,
    say: (what) => say(`${name}: ${what}`)
  };
}

/** On a terminal only: the line is written over by the next one. */
function say(what: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${what}`);
}

function describeMachine(): string {
  const cores = availableParallelism();
  const load = loadavg()[0] ?? 0;
  return [
    `${cores} cores`,
    IS_PINNED ? 'server on core 0, load on core 1' : 'server and load share the cores',
    `load average ${load.toFixed(1)}${load > cores ? ': too busy for times, only ratios count' : ''}`,
    ...(isQuick ? ['quick: to see that it runs, the figures prove nothing'] : [])
  ].join(', ');
}
