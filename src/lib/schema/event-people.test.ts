import { expect, test } from 'vitest';
import { arrangePeople, freeRole, parsePeople, readTypedPeople } from './event-people.ts';

test('moves and removes rows, and does nothing beyond the ends', () => {
  const rows = ['a', 'b', 'c'];
  expect(arrangePeople(rows, 'up.1')).toEqual(['b', 'a', 'c']);
  expect(arrangePeople(rows, 'down.1')).toEqual(['a', 'c', 'b']);
  expect(arrangePeople(rows, 'remove.0')).toEqual(['b', 'c']);
  for (const deed of ['up.0', 'down.2', 'up.9', 'remove.x', 'save', '', 'fly.1'])
    expect(arrangePeople(rows, deed)).toEqual(rows);
});

test('reads rows until one is missing, and names what is wrong by row and field', () => {
  const data = new FormData();
  for (const [row, role] of ['panelist', 'queen', 'panelist'].entries()) {
    data.set(`person.${row}`, row === 1 ? 'beto' : 'ana');
    data.set(`role.${row}`, role);
    data.set(`es.${row}`, 'x'.repeat(row === 1 ? 400 : 1));
  }
  data.set('person.4', 'nobody');
  const rows = readTypedPeople(data);
  expect(rows).toHaveLength(3);
  expect(parsePeople(rows)).toEqual({
    ok: false,
    problems: [
      { row: 1, field: 'role', code: 'invalid' },
      { row: 1, field: 'es', code: 'too_long' },
      { row: 2, field: 'role', code: 'duplicate' }
    ]
  });
});

test('gives who is added again the next role that they do not have', () => {
  const ana = { person: 'ana', name: 'Ana', es: '', en: '' };
  expect(freeRole([], 'ana')).toBe('panelist');
  expect(freeRole([{ ...ana, role: 'panelist' }], 'ana')).toBe('moderator');
  expect(freeRole([{ ...ana, role: 'panelist' }], 'beto')).toBe('panelist');
});
