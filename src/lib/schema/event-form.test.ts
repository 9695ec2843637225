import { expect, test } from 'vitest';
import { proposeSlug, resourcesOf } from './event-fields.ts';
import { readEdit } from './event-form.ts';

function form(entries: [string, string][]): FormData {
  const data = new FormData();
  for (const [name, value] of entries) data.append(name, value);
  return data;
}

test('a plain form sends boxes one by one, and nothing for a group without a tick', () => {
  const base = JSON.stringify({ spoken: 'es', captions: 'es en' });
  const { values } = readEdit(
    form([
      ['base', base],
      ['spoken', 'es'],
      ['spoken', 'en']
    ])
  );
  expect(values).toEqual({ spoken: 'es en', captions: '' });
});

test('a resource comes in parts or whole, and goes when it is blank or ticked off', () => {
  const parts = (id: string, more: [string, string][]) =>
    (
      [
        ['kind', 'letter'],
        ['language', 'es'],
        ['url', 'https://a.org'],
        ['es', 'Carta'],
        ['en', '']
      ] as const
    )
      .map(([part, value]): [string, string] => [`resource.${id}.${part}`, value])
      .concat(more);
  const { values } = readEdit(
    form([
      ...parts('a', []),
      ...parts('b', [['resource.b.remove', 'on']]),
      ['resource.c.url', ' '],
      ['resource.d', '']
    ])
  );
  expect(resourcesOf(values)).toMatchObject([{ id: 'a', url: 'https://a.org', es: 'Carta' }]);
  expect(values).toMatchObject({ 'resource.b': '', 'resource.c': '', 'resource.d': '' });
});

test('what is no field and no readable base is left out', () => {
  expect(
    readEdit(
      form([
        ['base', '[1]'],
        ['status', 'published'],
        ['kind', 'panel']
      ])
    )
  ).toEqual({
    base: {},
    values: { kind: 'panel' }
  });
});

test('an address is made of the letters of a title', () => {
  expect(proposeSlug('¿Qué pasó en Iguala?')).toBe('que-paso-en-iguala');
  expect(proposeSlug('Nuevo')).toBe('nuevo-1');
  expect(proposeSlug('¡!')).toBe('');
});
