import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import {
  answerJson as answer,
  startTranslateEngine
} from '../../../../tests/support/translate-engine.ts';
import { readConfig } from '../config.ts';
import { engineHost, openTranslator, SUGGESTION_MAX } from './suggest-translation.ts';

const opened: { close(): void }[] = [];
afterEach(() => {
  for (const server of opened.splice(0)) server.close();
});

test('without an address there is no translator', () => {
  expect(openTranslator(readConfig({}))).toBeNull();
  expect(engineHost(readConfig({}))).toBeNull();
});

test('people are told the name of the machine, and not the key', () => {
  const config = readConfig({ TRANSLATE_URL: 'https://mt.example.org/api', TRANSLATE_KEY: 'abc' });
  expect(engineHost(config)).toBe('mt.example.org');
});

describe('the engine', () => {
  test('gets the text, the two languages and the key, and nothing else', async () => {
    const engine = await startEngine((_, response) => answer(response, { translatedText: 'Hi' }));
    const translator = openTranslator(
      readConfig({ TRANSLATE_URL: `${engine.url}/api`, TRANSLATE_KEY: 'abc' })
    );
    expect(await translator?.suggest('Hola', 'es', 'en')).toEqual({ ok: true, text: 'Hi' });
    expect(engine.requests).toEqual([
      {
        path: 'POST /api/translate',
        body: { q: 'Hola', source: 'es', target: 'en', format: 'text', api_key: 'abc' }
      }
    ]);
  });

  test('gets no key when there is none', async () => {
    const engine = await startEngine((_, response) => answer(response, { translatedText: 'Hola' }));
    await suggest(engine.url);
    expect(engine.requests[0]?.body).not.toHaveProperty('api_key');
  });

  test('may write what nobody can see, which is left out', async () => {
    const engine = await startEngine((_, response) =>
      answer(response, { translatedText: ' ¿Qué\u202e sigue?\u200b\r\n' })
    );
    expect(await suggest(engine.url)).toEqual({ ok: true, text: '¿Qué sigue?' });
  });
});

describe('nobody waits for an engine that', () => {
  test.for<[string, (request: IncomingMessage, response: ServerResponse) => void]>([
    ['refuses', (_, response) => response.writeHead(403).end('{"error":"key"}')],
    ['is overloaded', (_, response) => response.writeHead(429).end()],
    ['answers no JSON', (_, response) => response.end('<html>')],
    ['answers something else', (_, response) => answer(response, { translatedText: 7 })],
    ['answers nothing', (_, response) => answer(response, { translatedText: ' \u200b' })],
    [
      'rambles',
      (_, response) => answer(response, { translatedText: 'a'.repeat(SUGGESTION_MAX + 1) })
    ],
    ['answers a NUL', (_, response) => answer(response, { translatedText: 'a\0' })],
    [
      'sends much around it',
      (_, response) => response.end(`${' '.repeat(65_536)}{"translatedText":"Hola"}`)
    ],
    ['never ends', (_, response) => pour(response)],
    ['never answers', () => undefined],
    ['hangs up', (request) => request.socket.destroy()]
  ])('%s', async ([, respond]) => {
    const engine = await startEngine(respond);
    expect(await suggest(engine.url, 300)).toEqual({ ok: false, code: 'busy' });
  });

  test('sends the question elsewhere', async () => {
    const elsewhere = await startEngine((_, response) => answer(response, { translatedText: 'x' }));
    const engine = await startEngine((_, response) =>
      response.writeHead(307, { location: `${elsewhere.url}/translate` }).end()
    );
    expect(await suggest(engine.url)).toEqual({ ok: false, code: 'busy' });
    expect(elsewhere.requests).toEqual([]);
  });

  test('is not there', async () => {
    const engine = await startEngine(() => undefined);
    opened.pop()?.close();
    expect(await suggest(engine.url)).toEqual({ ok: false, code: 'busy' });
  });
});

function suggest(url: string, timeout?: number) {
  return openTranslator(readConfig({ TRANSLATE_URL: url }), timeout)?.suggest('What?', 'en', 'es');
}

async function startEngine(...args: Parameters<typeof startTranslateEngine>) {
  const engine = await startTranslateEngine(...args);
  opened.push(engine);
  return engine;
}

/** More and more of one JSON string, without an end. */
function pour(response: ServerResponse): void {
  response.write('{"translatedText":"');
  const timer = setInterval(() => response.write('a'.repeat(16_384)), 1);
  response.on('close', () => clearInterval(timer));
}
