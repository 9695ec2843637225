import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import process from 'node:process';
import type { SeatRace } from './seat-racer.ts';
import type { SeatJob } from './seat-jobs.ts';

export interface Racers {
  /** Runs every list of jobs in a process of its own, all let loose at one moment; returns what each job answered. */
  run(race: Omit<SeatRace, 'jobs'>, jobs: SeatJob[][]): Promise<string[]>;
  stop(): Promise<void>;
}

interface Racer {
  child: ChildProcess;
  lines: Interface;
}

/** Starts processes that can open the same database and race for its seats. */
export function startRacers(count: number): Racers {
  const racers = Array.from({ length: count }, startRacer);
  return {
    async run(race, jobs) {
      const running = racers.slice(0, jobs.length);
      await Promise.all(
        running.map((racer, index) => say(racer, JSON.stringify({ ...race, jobs: jobs[index] })))
      );
      const answers = await Promise.all(running.map((racer) => say(racer, 'go')));
      return answers.flatMap((answer): string[] => JSON.parse(answer));
    },
    async stop() {
      await Promise.all(
        racers.map(({ child }) => {
          const ended = once(child, 'exit');
          child.kill();
          return ended;
        })
      );
    }
  };
}

function startRacer(): Racer {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'tests/support/seat-racer.ts'],
    { stdio: ['pipe', 'pipe', 'inherit'] }
  );
  if (!child.stdout) throw new Error('a racer without a voice');
  return { child, lines: createInterface({ input: child.stdout }) };
}

/** Says a line and hears the next one; a racer that died fails the test instead of keeping it waiting. */
async function say({ child, lines }: Racer, line: string): Promise<string> {
  const gone = new AbortController();
  const answer = once(lines, 'line', { signal: gone.signal });
  const died = () => gone.abort();
  child.once('exit', died);
  child.stdin?.write(`${line}\n`);
  const [heard] = await answer;
  child.off('exit', died);
  return String(heard);
}
