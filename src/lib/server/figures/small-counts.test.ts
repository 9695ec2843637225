import { expect, test } from 'vitest';
import { blurSmallGroups } from './small-counts.ts';

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
