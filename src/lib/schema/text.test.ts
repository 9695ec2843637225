import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { countGraphemes } from './graphemes.ts';
import { cleanLine, cleanText, foldText, optionalText, requiredText } from './text.ts';

const name = requiredText({ max: 60 });
const text = requiredText({ max: 400, multiline: true });

/** Made of the pieces that break other programs. */
const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.constantFrom(
        '\u202e',
        '\u2066',
        '\u200b',
        '\u200d',
        '\ufeff',
        '\0',
        '\u0007',
        '\r',
        '\n',
        '\u2028',
        '\u0301',
        '\u0301\u0302\u0303\u0304\u0305\u0306',
        '\u{e0041}',
        '\u3164',
        '👩🏽‍🌾',
        'ñ',
        'n\u0303',
        'م',
        ' '
      )
    ),
    { maxLength: 40 }
  )
  .map((pieces) => pieces.join(''));

describe('what is kept of any text', () => {
  test('is NFC, trimmed, without what cannot be seen, and four marks deep at most', () => {
    fc.assert(
      fc.property(hostile, (typed) => {
        const kept = cleanText(typed);
        expect(kept.normalize('NFC')).toBe(kept);
        expect(kept.trim()).toBe(kept);
        expect(kept).not.toMatch(
          // eslint-disable-next-line no-control-regex
          /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff]|[\u{e0000}-\u{e0fff}]/u
        );
        expect(kept).not.toMatch(/\p{M}{5}/u);
        expect(kept).not.toMatch(/\n{3}/);
      }),
      { numRuns: 500 }
    );
  });

  test('is not changed by cleaning it again', () => {
    fc.assert(
      fc.property(hostile, (typed) => {
        expect(cleanText(cleanText(typed))).toBe(cleanText(typed));
        expect(cleanLine(cleanLine(typed))).toBe(cleanLine(typed));
      }),
      { numRuns: 500 }
    );
  });

  test('is one line where one line is asked for', () => {
    fc.assert(
      fc.property(
        hostile,
        (typed) => !/[\r\n\t]/.test(cleanLine(typed)) && !cleanLine(typed).includes('  ')
      )
    );
  });
});

describe('a name', () => {
  test.for([
    "María José Nuño O'Higgins-de la Peña",
    'Xu',
    '’Uhila Ñandú',
    'محمد بن سلمان',
    'Nguyễn Thị Ánh',
    'नरेंद्र',
    '👩🏽‍🌾 Rosa',
    '🇲🇽',
    'Ana%0d%0aBcc:victim@example.org',
    "Robert'); DROP TABLE rsvps;--",
    '=1+1'
  ])('that people have is kept as it is: %s', (typed) => {
    expect(v.parse(name, typed)).toBe(typed);
  });

  test.for([
    ['  Ana  ', 'Ana'],
    ['N\u0303andu\u0301', 'Ñandú'],
    ['Ana\nSubject: hola', 'Ana Subject: hola'],
    ['Ana \u202e)nimda( gro.elpmaxe', 'Ana )nimda( gro.elpmaxe'],
    ['\u200fAna\u200e', 'Ana'],
    ['A\u00adna', 'Ana'],
    ['Ana\u{e0041}\u{e0042}', 'Ana'],
    ['Zz\u0335\u0336\u0337\u0338\u0335\u0336\u0337a', 'Zz\u0335\u0336\u0337\u0338a']
  ] as const)('%o is kept as %o', ([typed, kept]) => {
    expect(v.parse(name, typed)).toBe(kept);
  });

  test.for([
    ['', 'required'],
    [' \n\t\u00a0', 'required'],
    ['\u3164', 'required'],
    ['\u200b\u2060\ufeff', 'required'],
    ['\u{e0041}\u{e0042}', 'required'],
    ['\u0085\u2028\u2029', 'required'],
    ['a'.repeat(61), 'too_long'],
    ['Ana\0Admin', 'invalid'],
    ['\udbff', 'invalid'],
    ['x\ud800y', 'invalid'],
    [null, 'invalid'],
    [{ toString: () => 'x' }, 'invalid'],
    [['Ana'], 'invalid'],
    [Infinity, 'invalid']
  ] as const)('%o is refused as %s', ([typed, code]) => {
    expect(refusalOf(name, typed)).toBe(code);
  });
});

describe('a question', () => {
  test.for([
    '¿Qué pasa si mi <nombre> aparece en la lista & me buscan?',
    '=) 1+1 -- @ todas',
    'لماذا لا يمكننا رؤية القائمة؟',
    'Primera línea\n\nSegunda línea\tcon tabulador',
    '👩🏽‍🌾👨‍👩‍👧‍👦🏳️‍🌈',
    '<script>window.__xss=1</script>',
    '\ufdfd\ufdfd',
    'Mоderadora'
  ])('is kept as it was written: %s', (typed) => {
    expect(v.parse(text, typed)).toBe(typed);
  });

  test('keeps the Kelvin sign as the letter it is, but folds nothing else', () => {
    expect(v.parse(text, '\u212aelvin')).toBe('Kelvin');
    expect(v.parse(text, 'ﬁn ①')).toBe('ﬁn ①');
  });

  test('loses the colours of a terminal', () => {
    expect(v.parse(text, '\u001b[31mred\u001b[0m\u0007')).toBe('[31mred[0m');
  });

  test('is counted as people count', () => {
    expect(v.parse(text, '👩🏽‍🌾'.repeat(400))).toHaveLength('👩🏽‍🌾'.length * 400);
    expect(refusalOf(text, 'ñ'.repeat(401))).toBe('too_long');
    expect(refusalOf(text, '👩🏽‍🌾'.repeat(401))).toBe('too_long');
    expect(v.parse(text, 'n\u0303'.repeat(400))).toBe('ñ'.repeat(400));
  });

  test.for([
    'p'.repeat(2_001),
    'p'.repeat(5_000_000),
    `${' '.repeat(50_000)}x`,
    'a\u0301'.repeat(200_000),
    '\u0301'.repeat(500_000),
    '\n'.repeat(500_000)
  ])('of any size is answered at once (%#)', (typed) => {
    const before = performance.now();
    expect(refusalOf(text, typed)).toBe('too_long');
    expect(performance.now() - before).toBeLessThan(500);
  });

  test('stops counting where the answer is clear', () => {
    expect(countGraphemes('a'.repeat(1_000_000), 5)).toBe(5);
    expect(countGraphemes('👨‍👩‍👧‍👦é')).toBe(2);
  });
});

test('an optional text that is blank is none', () => {
  const optional = optionalText({ max: 10 });
  for (const typed of [undefined, null, '', '  ', '\u3164', '\u200b\n'])
    expect(v.parse(optional, typed)).toBeNull();
  expect(v.parse(optional, ' Ana ')).toBe('Ana');
  expect(refusalOf(optional, 'a'.repeat(11))).toBe('too_long');
  expect(refusalOf(optional, ' '.repeat(3_000))).toBe('too_long');
  expect(refusalOf(optional, 7)).toBe('invalid');
});

test('texts are found without their accents and capitals', () => {
  expect(foldText('ÑANDÚ Mérida')).toBe('nandu merida');
  expect(foldText('ﬁn')).toBe('fin');
});

function refusalOf(schema: v.GenericSchema, typed: unknown): string | undefined {
  return v.safeParse(schema, typed).issues?.[0].message;
}
