/** The tokens of the house that pictures are drawn with. */
export type FigureTone = 'leaf' | 'indigo' | 'marigold' | 'cochineal' | 'edge' | 'soft';

/** A table as it stands behind a picture: a heading per column, then rows of words and numbers. */
export interface FigureTable {
  columns: readonly string[];
  rows: readonly (readonly (string | number)[])[];
}

export interface FigureSeries {
  name: string;
  tone: FigureTone;
  values: readonly number[];
}

/** A word below a picture, at a part of its width from 0 to 1. */
export interface FigureMark {
  text: string;
  at: number;
}

/** A line through `values` in a picture of 100 × 100, the highest value at the top. */
export function linePath(values: readonly number[], highest: number): string {
  return values
    .map((value, index) => `${index ? 'L' : 'M'}${pointAt(values, index, value, highest)}`)
    .join('');
}

/** The same with the ground below it, down to nothing. */
export function areaPath(values: readonly number[], highest: number): string {
  return values.length === 0 ? '' : `${linePath(values, highest)}L100 100L0 100Z`;
}

/** A round number at or above the largest value, for the top of a picture. */
export function topOf(values: readonly number[]): number {
  const largest = Math.max(1, ...values);
  const magnitude = 10 ** Math.floor(Math.log10(largest));
  const step = [1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((factor) => factor * magnitude >= largest) ?? 10;
  return Math.ceil(step * magnitude);
}

function pointAt(values: readonly number[], index: number, value: number, highest: number): string {
  const x = values.length > 1 ? (index / (values.length - 1)) * 100 : 50;
  const y = 100 - (value / highest) * 100;
  return `${rounded(x)} ${rounded(y)}`;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
