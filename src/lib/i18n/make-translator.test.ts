import { describe, expect, test } from 'vitest';
import { makeTranslator } from './make-translator.ts';
import { translatorFor } from './translator.ts';

describe('a translator', () => {
  test('counts as its language does', () => {
    const t = translatorFor('es');
    expect(t('when.startsIn.hour', { count: 1 })).toBe('Empieza en 1 hora');
    expect(t('when.startsIn.hour', { count: 2 })).toBe('Empieza en 2 horas');
    expect(t('when.startsIn.minute', { count: 1_000_000 })).toBe('Empieza en 1000000 minutos');
    expect(translatorFor('en')('when.startsIn.hour', { count: 2 })).toMatch(/2 hours/);
  });

  test('never reads what people typed as a template, and leaves its escaping to the page', () => {
    const t = translatorFor('es');
    for (const name of ['{{count}}', '$t(nav.home)', '<b>Ana</b> & "co"']) {
      expect(t('errors:socket.conflict_by', { name })).toBe(
        `${name} ya cambió esta pregunta. Así está ahora.`
      );
    }
  });

  test('knows only the texts it was given', () => {
    const t = makeTranslator('en', { common: { hello: 'Hello' } });
    expect(t('hello' as 'nav.home')).toBe('Hello');
    expect(t('errors:socket.busy')).toBe('socket.busy');
  });

  test('of one language is not moved by one of the other', () => {
    const [es, en] = [
      makeTranslator('es', { common: { hello: 'Hola' } }),
      makeTranslator('en', { common: { hello: 'Hello' } })
    ];
    expect([es, en, es].map((t) => t('hello' as 'nav.home'))).toEqual(['Hola', 'Hello', 'Hola']);
  });
});
