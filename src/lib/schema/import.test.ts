import Ajv from 'ajv';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import demo from '../server/hub/demo/events.json' with { type: 'json' };
import { isStreamUrl, isWebUrl } from './addresses.ts';
import { importJsonSchema } from './import-json-schema.ts';
import { importSchema } from './import.ts';

const MINIMAL = {
  slug: { es: 'uno', en: 'one' },
  kind: 'panel',
  zone: 'America/Mexico_City',
  start: '2027-01-14T18:00',
  duration: 'PT90M',
  spoken: ['es'],
  title: { es: 'Uno' }
};
const PERSON = { slug: 'ana', name: 'Ana' };
const QUESTION = { lang: 'es', text: '¿Sí?' };

const publishedSchema = new Ajv({ allErrors: true }).compile(importJsonSchema());

function event(changes: object): object {
  return { events: [{ ...MINIMAL, ...changes }] };
}

function without(key: keyof typeof MINIMAL): object {
  const { [key]: _left, ...rest } = MINIMAL;
  return { events: [rest] };
}

const GOOD: Record<string, unknown> = {
  'the demo file': demo,
  'an empty file': {},
  'a small event': event({}),
  'no seats limit': event({ capacity: null }),
  'seats in the room and on the stream': event({ capacity: 40, streamCapacity: 500 }),
  'whole days': {
    events: [{ ...MINIMAL, start: undefined, duration: undefined, startsOn: 'P45D', days: 9 }]
  },
  'sign language and stream': event({ sign: ['lsm'], stream: 'https://youtu.be/abc' }),
  'interpretation with a stream of its own': event({
    channels: { en: 'https://vimeo.com/1' }
  }),
  'no stream of its own': event({ channels: {} }),
  'a translated question': event({
    questions: [{ ...QUESTION, translation: { lang: 'en', text: 'Yes?', status: 'checked' } }]
  })
};

const BROKEN: Record<string, unknown> = {
  'a list as file': [],
  'an unknown key at the top': { events: [], extra: 1 },
  'an unknown key deep inside': event({ people: [{ person: 'ana', role: 'host', shoe: 42 }] }),
  'no zone': without('zone'),
  'no title': without('title'),
  'an empty title': event({ title: {} }),
  'a blank title': event({ title: { es: '  ' } }),
  'a title in a third language': event({ title: { fr: 'Un' } }),
  'a slug with capitals': event({ slug: { es: 'Uno', en: 'one' } }),
  'a reserved slug': event({ slug: { es: 'nuevo', en: 'one' } }),
  'an unknown kind': event({ kind: 'party' }),
  'two times': event({ startsIn: 'PT20M' }),
  'a time without duration': without('duration'),
  'days beside a time': event({ days: 2 }),
  'a time like 24:00': event({ start: '2027-01-14T24:00' }),
  'a duration of nothing': event({ duration: 'PT' }),
  'a channel in a third language': event({ channels: { fr: 'https://vimeo.com/1' } }),
  'a channel without https': event({ channels: { en: 'http://vimeo.com/1' } }),
  'no spoken language': event({ spoken: [] }),
  'a language twice': event({ spoken: ['es', 'es'] }),
  'capacity zero': event({ capacity: 0 }),
  'half a seat': event({ capacity: 1.5 }),
  'no seat on the stream': event({ streamCapacity: 0 }),
  'a link without https': event({
    resources: [{ kind: 'report', language: 'es', url: 'http://example.org', label: { es: 'x' } }]
  }),
  'a link with a password': event({
    resources: [
      { kind: 'report', language: 'es', url: 'https://a:b@example.org', label: { es: 'x' } }
    ]
  }),
  'a script as link': event({
    resources: [{ kind: 'report', language: 'es', url: 'javascript:alert(1)', label: { es: 'x' } }]
  }),
  'a translation into the same language': event({
    questions: [{ ...QUESTION, translation: { lang: 'es', text: 'Sí', status: 'checked' } }]
  }),
  'an answered question': event({ questions: [{ ...QUESTION, status: 'answered' }] }),
  'a person without a name': { people: [{ slug: 'ana' }] },
  'a number as name': { people: [{ ...PERSON, name: 3 }] }
};

/** JSON has no undefined. */
function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

describe('the importer and the published schema agree', () => {
  test.each(Object.entries(GOOD))('they accept %s', (_name, file) => {
    expect(v.safeParse(importSchema, asJson(file)).issues).toBeUndefined();
    expect(publishedSchema(asJson(file))).toBe(true);
  });

  test.each(Object.entries(BROKEN))('they refuse %s', (_name, file) => {
    expect(v.safeParse(importSchema, asJson(file)).success).toBe(false);
    expect(publishedSchema(asJson(file))).toBe(false);
  });
});

test.each([
  event({ zone: 'America/Atlantis' }),
  event({ start: '2027-02-30T18:00' }),
  event({ stream: 'https://example.org/live' }),
  JSON.parse('{"__proto__":{"a":1}}')
])('the importer also refuses what a schema cannot say: %j', (file) => {
  expect(v.safeParse(importSchema, file).success).toBe(false);
});

test.each([
  'https://www.youtube.com/watch?v=abc',
  'https://youtu.be/abc',
  'https://vimeo.com/1',
  'https://meet.jit.si/sala',
  'https://tube.example.org/videos/embed/9c9de5e8-0a1e',
  'https://cdn.example.org/live/master.m3u8'
])('%s is a stream', (url) => expect(isStreamUrl(url)).toBe(true));

test.each([
  'http://youtu.be/abc',
  'https://youtu.be.example.org/abc',
  'https://youtube.com@example.org/x.m3u8',
  'https://example.org/watch',
  'https://127.0.0.1/live.m3u8',
  'https://printer.local/live.m3u8',
  'https://youtu.be:8443/abc',
  'https://you\ntu.be/abc',
  'javascript:alert(1)//.m3u8'
])('%j is no stream', (url) => expect(isStreamUrl(url)).toBe(false));

test('a link is https without credentials', () => {
  expect(isWebUrl('https://example.org/informe?x=1#y')).toBe(true);
  for (const url of [
    'https://@example.org',
    'https://u@example.org',
    ' https://example.org',
    '//example.org',
    'data:text/html,x'
  ]) {
    expect(isWebUrl(url)).toBe(false);
  }
});
