import { expect, test } from 'vitest';
import { addressIn } from './other-language.ts';

const slugs = { es: 'fin-de-la-iniciativa', en: 'end-of-the-initiative' };

test.for([
  ['en', '/es', '/en'],
  ['es', '/en', '/es'],
  ['en', '/es/eventos?q=sala&when=past', '/en/events?q=sala&when=past'],
  ['es', '/en/staff/sign-in?next=%2Fen%2Fstaff', '/es/equipo/entrar?next=%2Fen%2Fstaff'],
  ['en', '/es/eventos/fin-de-la-iniciativa/sala', '/en/events/end-of-the-initiative/room'],
  [
    'es',
    '/en/staff/events/end-of-the-initiative/desk',
    '/es/equipo/eventos/fin-de-la-iniciativa/mesa'
  ],
  ['es', '/es/eventos/fin-de-la-iniciativa', '/es/eventos/fin-de-la-iniciativa'],
  ['en', '/healthz', '/en']
] as const)('in %s, %s is %s', ([lang, from, to]) => {
  expect(addressIn(lang, new URL(from, 'https://hub.example.org'), { slugs })).toBe(to);
});

test('a page without slugs keeps its address', () => {
  expect(addressIn('en', new URL('https://hub.example.org/es/eventos/mesa'), {})).toBe(
    '/en/events/mesa'
  );
});

test('a slug that is also a word of the address moves only where it is the slug', () => {
  const data = { slugs: { es: 'events', en: 'gatherings' } };
  expect(addressIn('en', new URL('https://hub.example.org/es/eventos/events/sala'), data)).toBe(
    '/en/events/gatherings/room'
  );
});
