import { expect, test } from 'vitest';
import { atLeast, atMost, exactly, makeCount, makeFigure } from './figures.ts';
import { median, quantile } from './statistics.ts';

test('a figure is judged by its median, or by the median of what each round had beside it', () => {
  const times = { unit: 'ms', ours: [30, 90, 40], reference: [20, 90, 20] };
  expect(makeFigure('opens', { ...times, goal: atMost(40) })).toMatchObject({
    value: 40,
    best: 30,
    reference: 20,
    ratio: 1.5,
    pass: true
  });
  expect(makeFigure('opens', { ...times, goal: atMost(39) }).pass).toBe(false);
  expect(makeFigure('opens', { ...times, goal: atMost(1.5, 'ratio') }).pass).toBe(true);
  expect(makeFigure('opens', { ...times, goal: atLeast(1.6, 'ratio') }).pass).toBe(false);
});

test('the best of a rate is the highest', () => {
  expect(makeFigure('RSVPs', { unit: 'per second', ours: [3, 5, 4], more: true }).best).toBe(5);
});

test('a figure without a goal is neither reached nor missed', () => {
  expect(makeFigure('rows', { unit: 'rows', ours: [23] })).toMatchObject({
    goal: null,
    pass: null
  });
});

test('one wrong round makes a count wrong', () => {
  const counts = { unit: 'RSVPs', goal: exactly(0) };
  expect(makeCount('oversold', { ...counts, ours: [0, 0, 0, 0, 1] })).toMatchObject({
    value: 1,
    pass: false
  });
  expect(makeCount('oversold', { ...counts, ours: [0, 0] }).pass).toBe(true);
});

test('what could not be measured reaches no goal', () => {
  expect(makeFigure('CPU', { unit: 'ms', ours: [NaN], goal: atMost(5) }).pass).toBe(false);
  expect(makeFigure('tasks', { unit: '', ours: [4], reference: [0] }).ratio).toBeNull();
});

test('quantiles are values that were measured', () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect([0.5, 0.95, 0.99, 1].map((share) => quantile(values, share))).toEqual([50, 95, 99, 100]);
  expect(median([4, 1, 3, 2])).toBe(2.5);
});
