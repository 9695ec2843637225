import { describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { cookieName, cookieOptions, readCookie } from './cookies.ts';

const overHttps = readConfig({ ORIGIN: 'https://hub.example.org' });
const local = readConfig({});

describe('cookies', () => {
  test('are bound to the host and encrypted transport where there is any', () => {
    expect(cookieName(overHttps, 'staff')).toBe('__Host-staff');
    expect(cookieOptions(overHttps, 60)).toEqual({
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: true,
      maxAge: 60
    });
  });

  test('work on a local address without https', () => {
    expect(cookieName(local, 'viewer')).toBe('viewer');
    expect(cookieOptions(local, 60)).toMatchObject({ httpOnly: true, secure: false });
  });

  test.for([
    ['staff=abc', 'abc'],
    ['lang=es; staff=abc; zone=UTC', 'abc'],
    ['lang=es;staff=abc', 'abc'],
    ['staff=a%20b', 'a b'],
    ['staff=one; staff=two', 'one'],
    ['staff=a=b=', 'a=b='],
    ['staff=', ''],
    ['xstaff=abc', null],
    ['Staff=abc', null],
    ['staff', null],
    ['=staff', null],
    ['staff=%E0%A4%A', null],
    ['', null],
    [undefined, null]
  ] as const)('are read from %o as %o', ([header, value]) => {
    expect(readCookie(header, 'staff')).toBe(value);
  });

  test('are not looked for in more than a header can be', () => {
    expect(readCookie(`${'a=b; '.repeat(10_000)}staff=abc`, 'staff')).toBeNull();
  });
});
