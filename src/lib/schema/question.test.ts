import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import {
  askSchema,
  handshakeSchema,
  listSchema,
  moderateSchema,
  roomSchema,
  voteSchema
} from './question.ts';

const id = '0d9b2c1e-7f3a-4b5c-8d6e-9f0a1b2c3d4e';

describe('a question that is asked', () => {
  test('needs an id and a text', () => {
    expect(v.parse(askSchema, { id: id.toUpperCase(), text: ' ¿Qué sigue? ' })).toEqual({
      id,
      text: '¿Qué sigue?',
      name: null,
      audience: 'public'
    });
  });

  test('takes nothing that only the server decides', () => {
    const typed = {
      id,
      text: 'hola',
      status: 'approved',
      votes: 999,
      pinned: true,
      eventId: 'other-event',
      author: 'Moderadora',
      viewerId: 'x'
    };
    expect(Object.keys(v.parse(askSchema, typed)).sort()).toEqual([
      'audience',
      'id',
      'name',
      'text'
    ]);
  });

  test.for([
    null,
    [],
    'hola',
    true,
    {},
    { id },
    { id, text: null },
    { id, text: { toString: 'x' } },
    { id, text: ['a', 'b'] },
    { id, text: Infinity },
    { id: '1 OR 1=1', text: 'hola' },
    { id: { $ne: '' }, text: 'hola' },
    { id, text: 'hola', lang: 'fr' },
    { id, text: 'hola', audience: 'staff' },
    { id, text: 'hola', name: 'a'.repeat(61) },
    JSON.parse('{"__proto__":{"isModerator":true},"text":"hola"}'),
    JSON.parse('{"constructor":{"prototype":{"isModerator":true}},"text":"hola"}')
  ])('is not %o', (typed) => {
    expect(v.safeParse(askSchema, typed).success).toBe(false);
    expect(Object.hasOwn(Object.prototype, 'isModerator')).toBe(false);
  });

  test('is refused or taken whatever comes, and never throws', () => {
    fc.assert(
      fc.property(
        fc.object({ maxDepth: 4, withBigInt: true, withNullPrototype: true }),
        (typed) => {
          for (const schema of [
            askSchema,
            moderateSchema,
            roomSchema,
            listSchema,
            voteSchema,
            handshakeSchema
          ])
            v.safeParse(schema, typed);
        }
      )
    );
  });
});

describe('a moderator’s action', () => {
  test.for(['approve', 'restore', 'start', 'answer', 'reopen', 'undo'])(
    '%s names the question and the version it was decided on',
    (action) => {
      expect(v.parse(moderateSchema, { id, action, version: 3 })).toEqual({
        id,
        action,
        version: 3
      });
    }
  );

  test('decline needs one of the reasons', () => {
    for (const reason of ['time_ran_out', 'already_answered', 'off_topic', 'at_risk', 'other']) {
      expect(v.parse(moderateSchema, { id, action: 'decline', version: 1, reason })).toMatchObject({
        reason
      });
    }
    expect(v.safeParse(moderateSchema, { id, action: 'decline', version: 1 }).success).toBe(false);
    expect(
      v.safeParse(moderateSchema, { id, action: 'decline', version: 1, reason: 'dislike' }).success
    ).toBe(false);
  });

  test.for([0, -1, 1.5, NaN, Infinity, 2 ** 53, '1', null, undefined])(
    'is not decided on version %o',
    (version) => {
      expect(v.safeParse(moderateSchema, { id, action: 'approve', version }).success).toBe(false);
    }
  );

  test.for(['constructor', '__proto__', 'toString', 'APPROVE', '', 7, null])(
    'is not %o',
    (action) => {
      expect(v.safeParse(moderateSchema, { id, action, version: 1 }).success).toBe(false);
    }
  );
});

describe('the other requests', () => {
  test('a vote is yes or no, not something like it', () => {
    expect(v.parse(voteSchema, { id, on: false })).toEqual({ id, on: false });
    for (const on of ['true', 1, null, undefined])
      expect(v.safeParse(voteSchema, { id, on }).success).toBe(false);
  });

  test('a list has an order and a short cursor', () => {
    expect(v.parse(listSchema, { sort: 'top' })).toEqual({ sort: 'top' });
    expect(v.safeParse(listSchema, { sort: 'top', cursor: 'x'.repeat(201) }).success).toBe(false);
    expect(v.safeParse(listSchema, { sort: 'votes' }).success).toBe(false);
  });

  test('a room is changed in part, and a blank notice is taken down', () => {
    expect(v.parse(roomSchema, { qa: 'paused' })).toEqual({ qa: 'paused' });
    expect(v.parse(roomSchema, { notice: { es: ' ', en: 'Back in five' } })).toEqual({
      notice: { es: null, en: 'Back in five' }
    });
    expect(v.safeParse(roomSchema, { qa: 'half' }).success).toBe(false);
    expect(v.safeParse(roomSchema, { notice: { es: 'a'.repeat(281), en: '' } }).success).toBe(
      false
    );
  });

  test('a handshake names an event and where it left off', () => {
    expect(v.parse(handshakeSchema, { event: 'mesa-norte', since: 0, as: 'viewer' })).toEqual({
      event: 'mesa-norte',
      lang: 'es',
      since: 0,
      as: 'viewer'
    });
    for (const wrong of [
      {},
      { event: '../x' },
      { event: 'a', since: -1 },
      { event: 'a', since: 1.5 },
      { event: 'a', lang: 'fr' },
      { event: 'a', viewer: 'x'.repeat(201) },
      { event: 'a', as: 'staff' }
    ]) {
      expect(v.safeParse(handshakeSchema, wrong).success).toBe(false);
    }
  });
});
