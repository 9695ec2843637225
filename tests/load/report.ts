import { appendFileSync } from 'node:fs';
import type { Figure, Goal } from './figures.ts';

const RESULTS = 'bench-results.jsonl';
const HEAD = ['', 'median', 'best', 'reference', 'ratio', 'goal', ''];

/** The figures as a table for people. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = [HEAD, ...figures.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => `  ${row.map((cell, at) => padded(cell, widths, at)).join('  ')}`.trimEnd())
    .join('\n');
}

/** The figures as lines for programs, after those of earlier runs. */
export function appendResults(name: string, figures: readonly Figure[], at: Date): void {
  const lines = figures.map((figure) =>
    JSON.stringify({
      name,
      ...figure,
      goal: figure.goal && goalText(figure.goal),
      at: at.toISOString()
    })
  );
  appendFileSync(RESULTS, lines.map((line) => `${line}\n`).join(''));
}

function cellsOf(figure: Figure): string[] {
  return [
    `${figure.figure} (${figure.unit})`,
    shortNumber(figure.value),
    shortNumber(figure.best),
    shortNumber(figure.reference),
    figure.ratio === null ? '' : `${figure.ratio.toFixed(2)}×`,
    figure.goal ? goalText(figure.goal) : '',
    figure.pass === null ? '' : figure.pass ? 'reached' : 'MISSED'
  ];
}

function goalText({ of, is, limit }: Goal): string {
  return of === 'ratio' ? `${is} ${limit}×` : `${is} ${shortNumber(limit)}`;
}

function shortNumber(value: number | null): string {
  if (value === null) return '';
  return value.toLocaleString('en', { maximumFractionDigits: Math.abs(value) < 100 ? 1 : 0 });
}

/** Words to the left, numbers to the right. */
function padded(cell: string, widths: readonly number[], column: number): string {
  const width = widths[column] ?? 0;
  return column === 0 || column > 4 ? cell.padEnd(width) : cell.padStart(width);
}
