import { expect, test } from 'vitest';
import { blurSmallestGroups, blurSmallGroups } from './small-counts.ts';

test('a small group cannot be counted back by who knows the total', () => {
  for (let total = 1; total <= 60; total++) {
    const pairs = Array.from({ length: total + 1 }, (_, one) => [one, total - one]);
    const byLook = Map.groupBy(pairs, (pair) => JSON.stringify(blurSmallGroups(pair)));
    for (const alike of byLook.values())
      if (alike.flat().some((people) => people > 0 && people < 5))
        expect(alike.length, `${alike}`).toBeGreaterThan(1);
  }
});

test('what is said of a small group is true', () => {
  expect(blurSmallGroups([12, 2])).toEqual([
    { kind: 'hidden', people: null },
    { kind: 'few', people: null }
  ]);
  expect(blurSmallGroups([0, 1]).map(({ kind }) => kind)).toEqual(['few', 'few']);
});

test('large groups and groups of nobody are shown as they are', () => {
  expect(blurSmallGroups([5, 12]).map(({ people }) => people)).toEqual([5, 12]);
  expect(blurSmallGroups([0, 12]).map(({ people }) => people)).toEqual([0, 12]);
  expect(blurSmallGroups([0, 0]).map(({ people }) => people)).toEqual([0, 0]);
});

test('of three groups no small one can be told by who knows the total and all that is shown', () => {
  for (let total = 1; total <= 30; total++) {
    const byLook = Map.groupBy(triplesOf(total), (triple) =>
      JSON.stringify(blurSmallestGroups(triple))
    );
    for (const alike of byLook.values())
      for (const place of [0, 1, 2] as const) {
        const sizes = new Set(alike.map((triple) => triple[place]));
        const small = alike.some((triple) => triple[place] > 0 && triple[place] < 5);
        if (small) expect(sizes.size, `${alike.join(' or ')}`).toBeGreaterThan(1);
      }
  }
});

test('beside small groups the largest ones keep their number', () => {
  const kinds = (groups: number[]) => blurSmallestGroups(groups).map(({ kind }) => kind);
  expect(kinds([200, 2, 50])).toEqual(['exact', 'few', 'hidden']);
  expect(kinds([200, 2, 3, 50])).toEqual(['exact', 'few', 'hidden', 'exact']);
  expect(kinds([200, 7, 50])).toEqual(['exact', 'exact', 'exact']);
});

function triplesOf(total: number): (readonly [number, number, number])[] {
  const sizes = [...Array(total + 1).keys()];
  return sizes.flatMap((one) =>
    sizes.slice(0, total - one + 1).map((two) => [one, two, total - one - two] as const)
  );
}
