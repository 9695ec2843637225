import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { emailKey, emailSchema } from './email.ts';

describe('an e-mail address', () => {
  test.for([
    ['ana@example.org', 'ana@example.org'],
    [' ana@example.org ', 'ana@example.org'],
    ["ana.o'neil+webinar@sub.example.com.mx", "ana.o'neil+webinar@sub.example.com.mx"],
    ['Ana@EXAMPLE.org', 'Ana@example.org'],
    ['nandu\u0301@example.org', 'nandú@example.org'],
    ['ana@exаmple.org', 'ana@xn--exmple-4nf.org'],
    ['ana@peña.mx', 'ana@xn--pea-8ma.mx'],
    [`${'a'.repeat(64)}@example.org`, `${'a'.repeat(64)}@example.org`],
    ['1@2.example', '1@2.example']
  ] as const)('%o is kept as %o', ([typed, kept]) => {
    expect(v.parse(emailSchema, typed)).toBe(kept);
  });

  test.for([
    '',
    'ana',
    '@example.org',
    'ana@',
    'ana@localhost',
    'ana@@example.org',
    'ana@example..org',
    'ana@-example.org',
    'ana@example.org.',
    'ana@127.0.0.1',
    'ana@[127.0.0.1]',
    'ana@2130706433.1',
    'ana@example.org/x',
    'ana@example.org:25',
    'ana@example.org?x',
    'ana@example.org#x',
    'ana@exa%6dple.org',
    '.ana@example.org',
    'ana.@example.org',
    'a..b@example.org',
    '"evil@evil.test x"@example.org',
    'Ana <ana@example.org>, b@evil.test',
    'ana@example.org,b@evil.test',
    'ana@example.org;b@evil.test',
    'ana@example.org\r\nBcc: b@evil.test',
    'ana\0@example.org',
    'ana\u202e@example.org',
    'ana\u200b@example.org',
    'ana\ud800@example.org',
    `${'a'.repeat(65)}@example.org`,
    `${'ñ'.repeat(33)}@example.org`,
    `a@${'b.'.repeat(130)}org`,
    `a@${'b'.repeat(64)}.org`,
    'a'.repeat(28) + '!',
    `a@${'a.'.repeat(5_000)}!`,
    `${'a.'.repeat(500_000)}@example.org`
  ])('%o is refused, quickly', (typed) => {
    const before = performance.now();
    expect(v.safeParse(emailSchema, typed).issues?.[0].message).toBe('email_invalid');
    expect(performance.now() - before).toBeLessThan(500);
  });

  test.for([null, undefined, 7, {}, ['ana@example.org']])('is not %o', (typed) => {
    expect(v.safeParse(emailSchema, typed).success).toBe(false);
  });

  test('that was taken is taken again as it is, on one line, with one @', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.emailAddress(),
          fc.string({ unit: 'binary' }).map((local) => `${local}@example.org`)
        ),
        (typed) => {
          const parsed = v.safeParse(emailSchema, typed);
          if (!parsed.success) return;
          expect(v.parse(emailSchema, parsed.output)).toBe(parsed.output);
          expect(parsed.output.split('@')).toHaveLength(2);
          expect(parsed.output).not.toMatch(/[\s<>,;:"()[\]\\]/);
        }
      ),
      { numRuns: 500 }
    );
  });

  test('is the same person whatever the capitals, and another with another tag', () => {
    expect(emailKey('Ana@example.org')).toBe(emailKey('ANA@example.org'));
    expect(emailKey('ana+1@example.org')).not.toBe(emailKey('ana@example.org'));
  });
});
