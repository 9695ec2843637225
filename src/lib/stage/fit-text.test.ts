import { expect, test } from 'vitest';
import { estimateSize, largestSize } from './fit-text.ts';

test('finds the largest size that fits, to a quarter of a pixel', () => {
  const size = largestSize((tried) => tried <= 73.3, 5, 200);
  expect(size).toBeLessThanOrEqual(73.3);
  expect(size).toBeGreaterThan(73);
});

test('never goes beyond its bounds', () => {
  expect(largestSize(() => true, 5, 200)).toBe(200);
  expect(largestSize(() => false, 5, 200)).toBe(5);
});

test('the size before scripts run falls as a question grows, within bounds', () => {
  const sizes = [1, 40, 140, 280, 400, 800].map(estimateSize);
  expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  expect(Math.max(...sizes)).toBeLessThan(10);
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(4);
});
