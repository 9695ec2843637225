import * as v from 'valibot';
import type { Locale } from '../../i18n/locales.ts';
import { requiredText } from '../../schema/text.ts';
import type { Config } from '../config.ts';

export type Suggestion = { ok: true; text: string } | { ok: false; code: 'busy' };

export interface Translator {
  /** Sends the text to the engine and nothing else. Refuses with `busy` when no usable answer came in time. */
  suggest(text: string, from: Locale, to: Locale): Promise<Suggestion>;
  /** `suggest` that throws with the reason; for who looks after the engine. */
  ask(text: string, from: Locale, to: Locale): Promise<string>;
}

/** In milliseconds; a browser waits a little longer for our answer. */
const TIMEOUT = 6_000;
/** Bytes that are read of an answer, and graphemes that a translation of a question may have. */
const ANSWER_MAX = 64 * 1024;
export const SUGGESTION_MAX = 800;

const answerSchema = v.object({
  translatedText: requiredText({ max: SUGGESTION_MAX, multiline: true })
});

type Chosen = Pick<Config, 'translator'>;

/** The engine that the organisation chose, by the API of LibreTranslate; null when it chose none. */
export function openTranslator({ translator }: Chosen, timeout = TIMEOUT): Translator | null {
  if (!translator) return null;
  const address = new URL('translate', translator.url.replace(/\/*$/, '/'));
  const key = translator.key ? { api_key: translator.key } : {};
  const ask = async (text: string, from: Locale, to: Locale): Promise<string> => {
    const request = { q: text, source: from, target: to, format: 'text', ...key };
    const answer = await post(address, request, timeout);
    return v.parse(answerSchema, JSON.parse(answer)).translatedText;
  };
  return {
    ask,
    async suggest(text, from, to) {
      try {
        return { ok: true, text: await ask(text, from, to) };
      } catch {
        // Whatever another machine does wrong, the moderator can translate without it.
        return { ok: false, code: 'busy' };
      }
    }
  };
}

/** The name of the machine that questions would be sent to, for people to read; null when there is none. */
export function engineHost({ translator }: Chosen): string | null {
  return translator && new URL(translator.url).host;
}

/** Follows no redirect: the question goes to the address that was chosen, nowhere else. */
async function post(address: URL, request: object, timeout: number): Promise<string> {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(request),
    redirect: 'error',
    signal: AbortSignal.timeout(timeout)
  });
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw new Error(`the translator answered ${response.status}`);
  }
  return readAtMost(response.body, ANSWER_MAX);
}

async function readAtMost(body: ReadableStream<Uint8Array>, max: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > max) throw new Error('the answer of the translator is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
