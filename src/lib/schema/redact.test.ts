import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redactPersonalData } from './redact.ts';

describe('phone numbers are blacked out', () => {
  test.for([
    '5512345678',
    '55 1234 5678',
    '55-1234-5678',
    '55.1234.5678',
    '(55) 1234-5678',
    '(55)12345678',
    '55 12 34 56 78',
    '664 123 4567',
    '(664) 123-45-67',
    '664-123-45-67',
    '+52 55 1234 5678',
    '+52 (55) 1234 5678',
    '+52 1 55 1234 5678',
    '+525512345678',
    '+5215512345678',
    '52 55 1234 5678',
    '044 55 1234 5678',
    '01 800 123 4567',
    '01-55-1234-5678',
    '55\u00a01234\u00a05678',
    '55 – 1234 – 5678',
    '(619) 555-0123',
    '619-555-0123',
    '619.555.0123',
    '6195550123',
    '1-619-555-0123',
    '+1 619 555 0123',
    '+1 (619) 555-0123',
    '16195550123',
    '+502 2345 6789'
  ])('%s', (number) => {
    expect(redactPersonalData(`Escribe al ${number}, gracias`)).toEqual({
      text: 'Escribe al ███, gracias',
      found: ['phone']
    });
    expect(redactPersonalData(number).text).toBe('███');
  });

  test.for([
    ['Tel. 1234-5678 por favor', 'Tel. ███ por favor'],
    ['mi WhatsApp: 555 0123', 'mi WhatsApp: ███'],
    ['call me at 555-0123.', 'call me at ███.'],
    ['https://wa.me/525512345678', 'https://wa.me/███'],
    ['Somos dos: 55 1234 5678 y 33 8765 4321', 'Somos dos: ███ y ███'],
    ['En 2026 55 1234 5678', 'En 2026 ███'],
    ['619 555 0123 ext. 12', '███ ext. 12'],
    ['¿Me llaman (55 1234 5678)?', '¿Me llaman ███)?']
  ] as const)('%s', ([typed, kept]) => {
    expect(redactPersonalData(typed)).toEqual({ text: kept, found: ['phone'] });
  });
});

describe('e-mail addresses are blacked out', () => {
  test.for([
    'ana@example.org',
    'Ana.Lopez+panel@correo.unam.mx',
    "o'higgins@example.co.uk",
    'ñandú@año.example',
    'ana @ example.org',
    'ana arroba example punto org',
    'ana (arroba) example (punto) org',
    'ana [at] example [dot] org',
    'ana@gmail'
  ])('%s', (address) => {
    expect(redactPersonalData(`soy ${address}: ¿qué sigue?`)).toEqual({
      text: 'soy ███: ¿qué sigue?',
      found: ['email']
    });
  });
});

describe('identity numbers are blacked out', () => {
  test.for([
    ['CURP', 'GODE561231HDFRRL09'],
    ['CURP', 'gode561231mdfrrla9'],
    ['RFC', 'GODE561231GR8'],
    ['RFC', 'GODE-561231-GR8'],
    ['RFC', 'GODE561231'],
    ['RFC', 'Ñ&O990412AB1'],
    ['clave de elector', 'GMVLMR80070501M100'],
    ['INE', 'IDMEX1234567890'],
    ['SSN', '123-45-6789'],
    ['SSN', '123456789'],
    ['SSN', '123 45 6789'],
    ['ITIN', '912-78-1234'],
    ['A', 'A123456789'],
    ['A', 'A#123-456-789']
  ] as const)('%s %s', ([name, number]) => {
    expect(redactPersonalData(`${name}: ${number}.`)).toEqual({
      text: `${name}: ███.`,
      found: ['id']
    });
  });
});

describe('what is no personal data stays', () => {
  test.for([
    '¿Qué cambia con H.R. 6618 y S. 1070?',
    'HR6618, SB1070 y AB 60',
    'Entre 2010 y 2020, y en 1994-2006, 2019 2020 2021',
    'El 24-11-2026, el 2026-11-24, el 24/11/2026 18:00, 11.24.2026',
    '$3,500,000,000 en 2008',
    '$5 512 345 678 de presupuesto',
    'US$ 5512345678',
    '2500000000 dólares, 5512345678 pesos',
    '1.234.567.890 pesos y 1 234 567 890 pesos',
    'Más de 110 000 personas desaparecidas y 52 000 cuerpos sin identificar',
    'Los 43 de Ayotzinapa, 26 de septiembre de 2014',
    'A/HRC/55/12, artículo 19, párrafo 5.2.1',
    'Resolución 1325 (2000) y la 60/147',
    'Convenio 169 de la OIT; 18 U.S.C. 922',
    '¿Es cierto que 9 de cada 10 (90 %) quedan impunes?',
    'Expediente 1234/2020, oficio DGA-1234-5678',
    '4111 1111 1111 1111',
    '31.6904, -106.4245',
    '@centroprodh y #JusticiaParaRicardo',
    'nos vemos at example en el parque',
    'mas 120512 les, como 101010 por',
    ''
  ])('%s', (typed) => {
    expect(redactPersonalData(typed)).toEqual({ text: typed, found: [] });
  });
});

test('each kind is named once, however often it was found', () => {
  expect(redactPersonalData('GODE561231GR8, a@b.mx, c@d.mx, 55 1234 5678 y 619-555-0123')).toEqual({
    text: '███, ███, ███, ███ y ███',
    found: ['phone', 'email', 'id']
  });
});

const digit = fc.integer({ min: 0, max: 9 });
const national = fc
  .tuple(fc.integer({ min: 2, max: 9 }), fc.array(digit, { minLength: 9, maxLength: 9 }))
  .map(([first, rest]) => `${first}${rest.join('')}`)
  .filter((number) => !/0{6}$/.test(number));
const spelling = fc.constantFrom('NNNNNNNNNN', 'NN NNNN NNNN', '(NNN) NNN-NNNN', 'NNN.NNN.NNNN');
const prefix = fc.constantFrom('', '+52 ', '+1 ', '1-', '01 ');
const phone = fc.tuple(prefix, spelling, national).map(([before, shape, number]) => {
  let at = 0;
  return before + shape.replace(/N/g, () => number[at++] ?? '');
});
const words = fc
  .array(
    fc.constantFrom('¿Qué', 'dice', 'the', 'law', 'ñandú,', '2024', '👩🏽‍🌾', 'H.R. 6618', '(sic)'),
    {
      maxLength: 8
    }
  )
  .map((some) => some.join(' '));

test('a phone number is found among any words, and nothing else is touched', () => {
  fc.assert(
    fc.property(words, phone, words, (before, number, after) => {
      const typed = `${before} ~ ${number} ~ ${after}`;
      expect(redactPersonalData(typed)).toEqual({
        text: `${before} ~ ███ ~ ${after}`,
        found: ['phone']
      });
    })
  );
});

test('nothing is left for a second time, and text without digits and @ is never changed', () => {
  const pieces = fc.array(
    fc.oneof(
      phone,
      fc.string({ maxLength: 4 }),
      fc.stringMatching(/^[\d .()+-]{1,12}$/),
      fc.constantFrom('a@b.mx', 'GODE561231GR8', '123-45-6789', ' ', '-', '+', 'arroba', 'tel ')
    ),
    { maxLength: 12 }
  );
  fc.assert(
    fc.property(pieces, (some) => {
      const { text } = redactPersonalData(some.join(''));
      expect(redactPersonalData(text)).toEqual({ text, found: [] });
    }),
    { numRuns: 2_000 }
  );
  const plain = fc
    .string({ unit: 'grapheme' })
    .filter((text) => !/[\p{N}@]|arroba|at/iu.test(text));
  fc.assert(fc.property(plain, (text) => redactPersonalData(text).text === text));
});

test.for([
  '1',
  '1 ',
  '(',
  '5 5-',
  'a',
  'a@',
  'a.',
  'A1',
  '@',
  'GODE',
  '+52 ',
  '55 1234 ',
  'tel ',
  'a arroba '
])('the work grows with the length and no faster: %s…', (piece) => {
  const [short, long] = [2_000, 16_000].map((length) => {
    const text = piece.repeat(length / piece.length);
    return Math.min(...Array.from({ length: 5 }, () => time(() => redactPersonalData(text))));
  });
  expect(long).toBeLessThan(Math.max(1, short ?? 0) * 24);
});

function time(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
