import { describe, expect, test } from 'vitest';
import {
  PUBLIC_STATUSES,
  targetOf,
  TRANSITIONS,
  VOTABLE_STATUSES,
  WITHDRAWABLE_STATUSES,
  type QuestionStatus,
  type TransitionName
} from './question-states.ts';

const STATUSES: QuestionStatus[] = [
  'waiting',
  'approved',
  'queued',
  'live',
  'answered',
  'declined',
  'merged',
  'withdrawn'
];
const NAMES = Object.keys(TRANSITIONS) as TransitionName[];
const EVERY_PAIR = NAMES.flatMap((name) => STATUSES.map((status) => [name, status] as const));

describe('the table of transitions', () => {
  test('is the one that moderators were promised', () => {
    expect(TRANSITIONS).toEqual({
      approve: { from: ['waiting'], to: 'approved' },
      queue: { from: ['approved'], to: 'queued' },
      unqueue: { from: ['queued', 'live'], to: 'approved' },
      start: { from: ['approved', 'queued'], to: 'live' },
      answer: { from: ['approved', 'queued', 'live'], to: 'answered' },
      reopen: { from: ['answered'], to: 'approved' },
      decline: { from: ['waiting', 'approved', 'queued'], to: 'declined' },
      restore: { from: ['declined'], to: 'previous' },
      merge: { from: ['waiting', 'approved', 'queued'], to: 'merged' },
      unmerge: { from: ['merged'], to: 'previous' }
    });
  });

  test.for(EVERY_PAIR)(
    '%s of a question that is %s leads where it says, or nowhere',
    ([name, status]) => {
      const { from, to }: { from: readonly QuestionStatus[]; to: QuestionStatus | 'previous' } =
        TRANSITIONS[name];
      const expected = !from.includes(status) ? null : to === 'previous' ? 'waiting' : to;
      expect(targetOf(name, { status, previous_status: 'waiting', audience: 'public' })).toBe(
        expected
      );
    }
  );

  test('leads nowhere from a withdrawn question, and from a joined one only apart again', () => {
    for (const name of NAMES) {
      const from = (status: QuestionStatus) =>
        targetOf(name, { status, previous_status: 'approved', audience: 'public' });
      expect(from('withdrawn')).toBeNull();
      expect(from('merged')).toBe(name === 'unmerge' ? 'approved' : null);
    }
  });

  test.for(EVERY_PAIR)(
    'never leads a private question before everybody: %s of %s',
    ([name, status]) => {
      for (const previous of STATUSES) {
        const target = targetOf(name, {
          status,
          previous_status: previous,
          audience: 'moderators'
        });
        expect(PUBLIC_STATUSES).not.toContain(target);
      }
    }
  );

  test('has no way back where there is no before', () => {
    expect(
      targetOf('restore', { status: 'declined', previous_status: null, audience: 'public' })
    ).toBeNull();
  });
});

test('only what everybody sees can be voted for, and only what is not joined or declined withdrawn', () => {
  for (const status of VOTABLE_STATUSES) expect(PUBLIC_STATUSES).toContain(status);
  expect(STATUSES.filter((status) => !WITHDRAWABLE_STATUSES.includes(status))).toEqual([
    'declined',
    'merged',
    'withdrawn'
  ]);
});
