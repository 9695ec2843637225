import { expect, test } from 'vitest';
import { findTerms } from './terms.ts';

test.each([
  ['acronyms', 'La CIDH y la ONU lo pidieron.', ['CIDH', 'ONU']],
  ['acronyms with points and numbers', 'EE. UU. y COVID-19', ['EE. UU.', 'COVID-19']],
  ['bills', 'the ARMAS Act (H.R. 6618) and S. 2926', ['ARMAS Act', 'H.R. 6618', 'S. 2926']],
  ['names of several words', 'dejar la **Iniciativa Mérida**', ['Iniciativa Mérida']],
  ['names with a small word within', 'en el Día de Muertos', ['Día de Muertos']]
])('finds %s', (_what, text, terms) => {
  expect(findTerms([text])).toEqual(terms);
});

test.each([
  ['the first word of a sentence', 'Hablaremos de México. Los Estados dirán.'],
  ['addresses of links', '[carta](https://EJEMPLO.ORG/Carta-Abierta)'],
  ['single words with a capital', 'en Guatemala, Honduras y Belice']
])('takes no notice of %s', (_what, text) => {
  expect(findTerms([text])).toEqual([]);
});

test('lists each term once, without those that are part of another or known already', () => {
  const texts = ['Iniciativa Mérida', 'la ley ARMAS', 'Ley ARMAS', 'con Zara Snapp'];
  expect(findTerms([...texts, ...texts], ['Zara Snapp'])).toEqual([
    'Iniciativa Mérida',
    'Ley ARMAS'
  ]);
});

test('does not lose itself in a long text of capitals', () => {
  const texts = ['A. '.repeat(20_000), 'Aa de la '.repeat(20_000), 'A-'.repeat(20_000)];
  expect(findTerms(texts).length).toBeLessThanOrEqual(40);
});
