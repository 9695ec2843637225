import { describe, expect, test } from 'vitest';
import { isLocale, negotiateLocale, otherLocale, pickText } from './locales.ts';

describe('the language of a visitor', () => {
  test.for([
    ['es', 'es'],
    ['en-US,en;q=0.9', 'en'],
    ['es-MX,es;q=0.9,en;q=0.8', 'es'],
    ['fr,en;q=0.5,es;q=0.4', 'en'],
    ['en;q=0.3, es;q=0.7', 'es'],
    ['EN-gb', 'en'],
    ['en;q=0, es;q=0.1', 'es'],
    ['en;q=0', 'es'],
    ['nah, fr', 'es'],
    ['*', 'es'],
    ['english', 'es'],
    ['en;q=x', 'en'],
    [';;;,,,', 'es'],
    ['', 'es'],
    [null, 'es']
  ] as const)('is from %o: %s', ([header, lang]) => {
    expect(negotiateLocale(header)).toBe(lang);
  });

  test('does not cost more for a longer header', () => {
    expect(negotiateLocale(`${'fr;q=0.1,'.repeat(100_000)}en`)).toBe('es');
  });
});

describe('a text of an event', () => {
  test('is in the wanted language, else in the other, and says in which', () => {
    expect(pickText({ es: 'Hola', en: 'Hello' }, 'en')).toEqual({ text: 'Hello', lang: 'en' });
    expect(pickText({ es: 'Hola' }, 'en')).toEqual({ text: 'Hola', lang: 'es' });
    expect(pickText({ es: '', en: 'Hello' }, 'es')).toEqual({ text: 'Hello', lang: 'en' });
    expect(pickText({}, 'es')).toBeNull();
  });
});

test('there are two languages', () => {
  expect(['es', 'en', 'ES', 'fr', '', null, 1].filter(isLocale)).toEqual(['es', 'en']);
  expect([otherLocale('es'), otherLocale('en')]).toEqual(['en', 'es']);
});
