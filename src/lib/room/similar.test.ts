import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findSimilar, foldWords, similarity } from './similar.ts';

test('words are folded: no accents, case, punctuation or words that carry no meaning', () => {
  expect(foldWords('¿Quién PAGA por la Iniciativa Mérida?')).toEqual([
    'quien',
    'paga',
    'iniciativa',
    'merida'
  ]);
  expect(foldWords('Will this be recorded, please?')).toEqual(['recorded']);
  expect(foldWords('¿Y eso por qué?')).toEqual(['y', 'eso', 'por', 'que']);
  expect(foldWords('¿?')).toEqual([]);
});

describe('two texts are one question', () => {
  test.for([
    ['habra grabacion de esta charla', '¿Habrá grabación de la charla?'],
    ['¿La charla se va a grabar?', '¿Habrá grabación de la charla?'],
    ['Will this be recorded?', 'Will there be a recording?'],
    ['van a compartir la grabacion', '¿Se va a compartir la grabación después?'],
    ['quien paga por la inciativa merida', '¿Quién paga la Iniciativa Mérida?'],
    [
      '¿Cuánto dinero de la Iniciativa Mérida llegó a las familias?',
      'Cuanto dinero de la iniciativa merida llega realmente a las familias'
    ],
    [
      'Would legal marijuana reduce cartel violence?',
      'would legalizing marijuana reduce the violence of the cartels'
    ],
    [
      '¿Qué pueden hacer las familias de personas desaparecidas?',
      'Que podemos hacer las familias con desaparecidos?'
    ],
    ['Where can I find the report?', 'where do I find the report you mentioned']
  ] as const)('%s ~ %s', ([a, b]) => {
    expect(similarity(a, b)).toBeGreaterThanOrEqual(0.6);
  });
});

describe('two texts on one topic are two questions', () => {
  test.for([
    ['¿Cuándo termina la Iniciativa Mérida?', '¿Quién paga la Iniciativa Mérida?'],
    ['¿Cuándo se publica el informe?', '¿Dónde se publica el informe?'],
    ['¿Habrá interpretación en la charla?', '¿Habrá grabación de la charla?'],
    ['¿Qué hace la ONU contra la tortura?', '¿Qué hace el Congreso contra la tortura?'],
    ['¿Cómo se protege a periodistas en México?', '¿Cómo se protege a los testigos en México?'],
    ['How many people were deported in 2024?', 'How many people were disappeared in 2024?'],
    ['Who trains the police in Mexico?', 'Who pays the police in Mexico?'],
    ['¿Cuántas personas desaparecieron en 2014?', '¿Cuántas personas desaparecieron en 2023?']
  ] as const)('%s / %s', ([a, b]) => {
    expect(similarity(a, b)).toBeLessThan(0.6);
  });
});

test('likeness is between 0 and 1, the same both ways, and 1 with itself', () => {
  const words = fc.constantFrom(
    '¿Quién',
    'paga',
    'la',
    'policía',
    'police',
    'ñandú',
    '2024',
    '?',
    '👩🏽‍🌾'
  );
  const texts = fc.oneof(
    fc.string(),
    fc.array(words, { maxLength: 12 }).map((all) => all.join(' '))
  );
  fc.assert(
    fc.property(texts, texts, (a, b) => {
      const score = similarity(a, b);
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
      expect(similarity(b, a)).toBe(score);
      expect(similarity(a, a)).toBe(foldWords(a).length > 0 ? 1 : 0);
    })
  );
});

describe('among the questions of a room', () => {
  const grabacion = { id: 'a', text: { es: '¿Habrá grabación de la charla?' } };
  const tortura = {
    id: 'b',
    text: { es: '¿Qué hace la ONU contra la tortura?', en: 'What is the UN doing about torture?' }
  };

  test('the likest come first, and no more than wanted', () => {
    const exact = { id: 'c', text: { es: '¿Habrá grabación?' } };
    const found = findSimilar('habra grabacion', [grabacion, tortura, exact]);
    expect(found.map(({ question }) => question.id)).toEqual(['c', 'a']);
    expect(findSimilar('habra grabacion', [grabacion, exact], { limit: 1 })).toHaveLength(1);
    expect(findSimilar('habra grabacion', [grabacion], { threshold: 0.99 })).toEqual([]);
  });

  test('one is found by its translation', () => {
    const found = findSimilar('what does the UN do about torture', [grabacion, tortura]);
    expect(found.map(({ question }) => question.id)).toEqual(['b']);
  });

  test('one that is edited is compared by its new text', () => {
    expect(findSimilar('habra grabacion', [grabacion])).toHaveLength(1);
    expect(findSimilar('habra grabacion', [{ ...grabacion, text: { es: '¿Y eso?' } }])).toEqual([]);
  });

  test('nothing is like no text', () => {
    expect(findSimilar('', [grabacion])).toEqual([]);
    expect(findSimilar('¿?', [{ text: { es: '¿?' } }, { text: {} }])).toEqual([]);
  });

  test('the second look at a full room costs a fraction of the first', () => {
    const room = Array.from({ length: 2_000 }, (_, at) => ({
      text: {
        es: `¿Cuántas personas de la zona ${at} siguen desaparecidas según la comisión ${at % 13}?`,
        en: `How many people of zone ${at} are still missing according to commission ${at % 13}?`
      }
    }));
    const [first = 0, ...later] = Array.from({ length: 6 }, () => {
      const start = performance.now();
      findSimilar('cuantas personas siguen desaparecidas', room);
      return performance.now() - start;
    });
    expect(Math.min(...later)).toBeLessThan(first / 2);
  });
});
