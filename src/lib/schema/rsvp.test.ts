import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { parseForm } from './parse-form.ts';
import { rsvpFormSchema } from './rsvp.ts';

describe('the RSVP form', () => {
  test('takes an address and a language; everything else may be missing', () => {
    expect(parse({ email: ' ana@example.org ', listen: 'es' })).toEqual({
      ok: true,
      value: {
        name: null,
        email: 'ana@example.org',
        listen: 'es',
        question: null,
        needs: null,
        news: false,
        companions: 0,
        via: null
      }
    });
  });

  test('takes what people really write', () => {
    const form = {
      name: "María José Nuño O'Higgins-de la Peña",
      email: "ana.o'neil+webinar@sub.example.com.mx",
      listen: 'en',
      question: '¿Qué pasa?\nSi mi <nombre> aparece & me buscan',
      needs: 'Lengua de señas',
      news: 'on',
      companions: '4',
      pool: 'room'
    };
    expect(parse(form)).toEqual({
      ok: true,
      value: { ...form, news: true, companions: 4, via: null }
    });
  });

  test.for([
    ['name', 'A'.repeat(201), 'too_long'],
    ['name', 'A'.repeat(600_000), 'too_long'],
    ['name', `${' '.repeat(50_000)}x`, 'too_long'],
    ['name', 'Ana\0Admin', 'invalid'],
    ['email', '', 'required'],
    ['email', '   ', 'required'],
    ['email', `${'a'.repeat(65)}@example.org`, 'email_invalid'],
    ['email', `a@${'b.'.repeat(130)}org`, 'email_invalid'],
    ['email', `a@${'a.'.repeat(5000)}!`, 'email_invalid'],
    ['email', 'ana\u202e@example.org', 'email_invalid'],
    ['email', '"evil@evil.test x"@example.org', 'email_invalid'],
    ['email', 'Ana <ana@example.org>, b@evil.test', 'email_invalid'],
    ['email', 'ana@example.org\r\nBcc: b@evil.test', 'email_invalid'],
    ['listen', 'xx', 'invalid'],
    ['companions', '5', 'invalid'],
    ['companions', '-1', 'invalid'],
    ['companions', '1e0', 'invalid'],
    ['pool', 'balcony', 'invalid'],
    ['question', 'p'.repeat(401), 'too_long'],
    ['needs', 'n'.repeat(501), 'too_long']
  ] as const)('refuses %s %o with %s, quickly', ([field, typed, code]) => {
    const before = performance.now();
    const parsed = parse({ email: 'ana@example.org', listen: 'es', [field]: typed });
    expect(performance.now() - before).toBeLessThan(50);
    expect(parsed).toMatchObject({ ok: false, errors: { [field]: code } });
    expect(Object.keys(parsed.ok ? {} : parsed.errors)).toEqual([field]);
  });

  test('refuses half a character, which forms cannot send but other callers can', () => {
    expect(v.safeParse(rsvpFormSchema.entries.name, '\udbff').issues?.[0].message).toBe('invalid');
  });

  test.for([
    ['Ana\nSubject: hola', 'Ana Subject: hola'],
    ['Ana \u202e)nimda(', 'Ana )nimda('],
    ['\u3164', null],
    ['\u{e0041}\u{e0042}', null],
    ['\u0085\u2028\u2029', null]
  ] as const)('cleans the name %o', ([typed, kept]) => {
    expect(parse({ name: typed, email: 'ana@example.org', listen: 'es' })).toMatchObject({
      value: { name: kept }
    });
  });

  test('keeps what was typed when it refuses', () => {
    expect(parse({ name: 'Ana', email: 'ana@', listen: 'en', news: 'on' })).toMatchObject({
      ok: false,
      values: { name: 'Ana', email: 'ana@', listen: 'en', question: '', needs: '', news: 'on' }
    });
  });

  test('names a missing address and language', () => {
    expect(parse({})).toMatchObject({
      ok: false,
      errors: { email: 'required', listen: 'invalid' }
    });
  });

  test('ignores what it does not know, files, and ten thousand fields', () => {
    const data = new FormData();
    for (let index = 0; index < 10_000; index++) data.append(`field-${index}`, 'x');
    for (const [name, value] of [
      ['status', 'confirmed'],
      ['email', 'ana@example.org'],
      ['listen', 'es']
    ] as const)
      data.append(name, value);
    data.append('name', new File(['x'], 'name.txt'));
    const before = performance.now();
    expect(parseForm(data, rsvpFormSchema)).toMatchObject({ ok: true, value: { name: null } });
    expect(performance.now() - before).toBeLessThan(100);
  });
});

function parse(fields: Record<string, string>) {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return parseForm(data, rsvpFormSchema);
}

test.for([
  ['red-de-madres', 'red-de-madres'],
  ['', null],
  ['Red <b>', null],
  ['x'.repeat(81), null]
] as const)('takes %s as the word of a link: %s', ([via, taken]) => {
  expect(parse({ email: 'ana@example.org', listen: 'es', via })).toMatchObject({
    ok: true,
    value: { via: taken }
  });
});
