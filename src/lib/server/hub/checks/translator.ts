import type { Config } from '../../config.ts';
import { engineHost, openTranslator } from '../../questions/suggest-translation.ts';

const TIMEOUT = 5_000;

/** The engine that suggests translations knows both languages and takes our key, if one was chosen. */
export async function checkTranslator(config: Config): Promise<string> {
  const translator = openTranslator(config, TIMEOUT);
  if (!translator) return 'no TRANSLATE_URL: no question leaves the house';
  const host = engineHost(config);
  try {
    await translator.ask('Hola', 'es', 'en');
    await translator.ask('Hello', 'en', 'es');
  } catch (error) {
    throw new Error(
      `${host}: ${reasonOf(error)}; check TRANSLATE_URL, TRANSLATE_KEY and its languages (es, en)`,
      { cause: error }
    );
  }
  return `${host} translates`;
}

/** What fetch says of a lost line is in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || String(error.cause) : error.message;
}
