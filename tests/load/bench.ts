import type { Figure } from './figures.ts';

/** How a benchmark is asked to run. */
export interface Plan {
  /** How often ours and the reference are measured, in turn. */
  rounds: number;
  /** Less work, to see that everything runs: its figures prove nothing. */
  quick: boolean;
  /** Says what is going on, in a line that the next one replaces. */
  say(what: string): void;
}

/** One benchmark. Each file in `benches/` exports one, as `bench`; its name is the file's. */
export interface Bench {
  name: string;
  /** What is done and what is counted, in one sentence. */
  measures: string;
  run(plan: Plan): Promise<Figure[]>;
}
