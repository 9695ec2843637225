import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  applyVotes,
  byNewest,
  byOldest,
  byVotes,
  removeById,
  upsertById
} from './question-list.ts';

const question = (id: string, votes = 0, createdAt = '2026-11-24T18:00:00.000Z') => ({
  id,
  votes,
  createdAt
});
const anyList = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    votes: fc.nat(3),
    createdAt: fc.constantFrom('2026-11-24T18:00:00.000Z', '2026-11-24T18:00:01.000Z')
  }),
  { selector: (one) => one.id }
);

describe('a list of questions', () => {
  test('replaces what it knows where it stands, and adds what is new at the end', () => {
    const list = [question('a'), question('b')];
    expect(upsertById(list, question('a', 7))).toEqual([question('a', 7), question('b')]);
    expect(upsertById(list, question('c')).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(list).toEqual([question('a'), question('b')]);
  });

  test('forgets what is gone, and does not mind what it never had', () => {
    expect(removeById([question('a'), question('b')], 'a')).toEqual([question('b')]);
    expect(removeById([question('a')], 'x')).toEqual([question('a')]);
  });

  test('takes numbers of votes as they are: hearing them twice changes nothing', () => {
    const list = [question('a', 1), question('b', 2)];
    const once = applyVotes(list, { a: 5, b: 2, x: 9 });
    expect(once).toEqual([question('a', 5), question('b', 2)]);
    expect(applyVotes(once, { a: 5, b: 2, x: 9 })).toEqual(once);
    expect(once[1]).toBe(list[1]);
    expect(applyVotes(list, { a: 0 })[0]?.votes).toBe(0);
  });

  test('is not fooled by ids that every object has', () => {
    expect(applyVotes([question('b', 2)], JSON.parse('{"__proto__":{"b":9}}'))[0]?.votes).toBe(2);
  });

  test('has one order, whatever order it came in', () => {
    fc.assert(
      fc.property(anyList, fc.constantFrom(byVotes, byNewest, byOldest), (list, order) => {
        expect([...list].reverse().sort(order)).toEqual([...list].sort(order));
      })
    );
  });

  test('puts most votes first, then the oldest', () => {
    const list = [
      question('new', 2, '2026-11-24T19:00:00.000Z'),
      question('old', 2),
      question('top', 3)
    ];
    expect([...list].sort(byVotes).map(({ id }) => id)).toEqual(['top', 'old', 'new']);
    expect([...list].sort(byNewest)[0]?.id).toBe('new');
    expect([...list].sort(byOldest).at(-1)?.id).toBe('new');
  });
});
