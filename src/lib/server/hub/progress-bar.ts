import type { OnProgress } from '../on-progress.ts';
import type { Terminal } from './command.ts';

const WIDTH = 30;
/** A bar that is drawn more often only costs time, in milliseconds. */
const REDRAW = 80;

/** Draws how far a long work is, where somebody watches; in a file or a pipe it writes nothing. */
export function progressBar({ stdout }: Pick<Terminal, 'stdout'>, label: string): OnProgress {
  if (!('isTTY' in stdout) || !stdout.isTTY) return () => undefined;
  let drawnAt = -Infinity;
  return (done, total) => {
    const finished = done >= total;
    if (total === 0 || (!finished && performance.now() - drawnAt < REDRAW)) return;
    drawnAt = performance.now();
    stdout.write(`\r${label} ${bar(done / total)}${finished ? '\n' : ''}`);
  };
}

function bar(part: number): string {
  const share = Math.min(1, part);
  const full = Math.floor(share * WIDTH);
  const percent = String(Math.floor(share * 100)).padStart(3);
  return `[${'#'.repeat(full)}${'-'.repeat(WIDTH - full)}] ${percent} %`;
}
