import { expect, test } from 'vitest';
import { mayWrite } from './own-writes.ts';

const ORIGIN = 'https://hub.example.org';
const ONE_CLICK = '/[lang=locale]/(public)/unsubscribe/[token]';
const RSVP = '/[lang=locale]/(public)/rsvp';
const FORM = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
const JSON_TYPE = { 'content-type': 'application/json' };

test.for<[string, string, string, Record<string, string>, boolean]>([
  ['reading', 'GET', RSVP, { origin: 'https://evil.test' }, true],
  ['our own form', 'POST', RSVP, { ...FORM, origin: ORIGIN }, true],
  ['a form of another site', 'POST', RSVP, { ...FORM, origin: 'https://evil.test' }, false],
  ['a form that hides where it comes from', 'POST', RSVP, { ...FORM, origin: 'null' }, false],
  ['a form without an origin', 'POST', RSVP, FORM, false],
  ['a form in capitals without an origin', 'POST', RSVP, { 'content-type': 'TEXT/PLAIN' }, false],
  ['a program that sends JSON', 'POST', '/api', JSON_TYPE, true],
  ['JSON of another site', 'POST', '/api', { ...JSON_TYPE, 'sec-fetch-site': 'cross-site' }, false],
  ['one click in a mail program', 'POST', ONE_CLICK, FORM, true],
  [
    'another site pressing unsubscribe',
    'POST',
    ONE_CLICK,
    { ...FORM, origin: 'https://evil.test' },
    false
  ]
])('%s', ([, method, route, headers, allowed]) => {
  expect(mayWrite({ method, headers: new Headers(headers) }, route, ORIGIN)).toBe(allowed);
});
