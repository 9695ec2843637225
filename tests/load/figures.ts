import { median } from './statistics.ts';

/** What a figure must reach: itself, or as a share of the reference of the same run. */
export interface Goal {
  of: 'value' | 'ratio';
  is: '≤' | '≥' | '=';
  limit: number;
}

/** What came out of all rounds. */
export interface Figure {
  figure: string;
  unit: string;
  /** The median of the rounds. */
  value: number;
  /** The round that other programs on this machine disturbed least. */
  best: number;
  /** The median of the reference. */
  reference: number | null;
  /** The median of each round's own ratio: what slows a whole round slows both. */
  ratio: number | null;
  goal: Goal | null;
  pass: boolean | null;
  rounds: number;
}

interface Measured {
  unit: string;
  /** One value of each round. */
  ours: readonly number[];
  /** What the same rounds gave for the reference. */
  reference?: readonly number[];
  goal?: Goal;
  /** Whether more is better, as with a rate. */
  more?: boolean;
}

export function makeFigure(figure: string, measured: Measured): Figure {
  const { unit, ours, reference, goal = null, more = false } = measured;
  const value = median(ours);
  const ratio = reference ? ratioOf(ours, reference) : null;
  return {
    figure,
    unit,
    value,
    best: more ? Math.max(...ours) : Math.min(...ours),
    reference: reference ? median(reference) : null,
    ratio,
    goal,
    pass: goal && reaches(goal, goal.of === 'value' ? value : ratio),
    rounds: ours.length
  };
}

/** Null where the reference is nothing at all. */
function ratioOf(ours: readonly number[], reference: readonly number[]): number | null {
  const ratio = median(ours.map((one, round) => one / (reference[round] ?? NaN)));
  return Number.isFinite(ratio) ? ratio : null;
}

/** A count that must be right in every round: the one furthest from the goal stands for all. */
export function makeCount(
  figure: string,
  { unit, ours, goal }: { unit: string; ours: readonly number[]; goal: Goal }
): Figure {
  const distance = (count: number) => Math.abs(count - goal.limit);
  const value = ours.reduce((worst, one) => (distance(one) > distance(worst) ? one : worst));
  return { ...makeFigure(figure, { unit, ours, goal }), value, pass: reaches(goal, value) };
}

export function atMost(limit: number, of: Goal['of'] = 'value'): Goal {
  return { of, is: '≤', limit };
}

export function atLeast(limit: number, of: Goal['of'] = 'value'): Goal {
  return { of, is: '≥', limit };
}

export function exactly(limit: number): Goal {
  return { of: 'value', is: '=', limit };
}

function reaches({ is, limit }: Goal, value: number | null): boolean {
  if (value === null || Number.isNaN(value)) return false;
  if (is === '≤') return value <= limit;
  return is === '≥' ? value >= limit : value === limit;
}
