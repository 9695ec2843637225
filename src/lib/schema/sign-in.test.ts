import * as v from 'valibot';
import { expect, test } from 'vitest';
import { signInSchema } from './sign-in.ts';

test('a password is taken exactly as typed, the address without its blanks', () => {
  expect(v.parse(signInSchema, { email: ' ana@example.org ', password: ' p ñ ' })).toEqual({
    email: 'ana@example.org',
    password: ' p ñ '
  });
});

test.for([
  [{ email: 'ana', password: 'x' }, 'email_invalid'],
  [{ email: `${'a'.repeat(320)}@x`, password: 'x' }, 'email_invalid'],
  [{ email: undefined, password: 'x' }, 'email_invalid'],
  [{ email: 'ana@example.org', password: '' }, 'required'],
  [{ email: 'ana@example.org', password: undefined }, 'required'],
  [{ email: 'ana@example.org', password: 'x'.repeat(1_001) }, 'too_long']
] as const)('%o is refused as %s', ([typed, code]) => {
  expect(v.safeParse(signInSchema, typed).issues?.map((issue) => issue.message)).toContain(code);
});
