import type { Lang } from '$lib/realtime/protocol.ts';

/** The Translator API of some browsers, which works on the reader's own machine. */
interface TranslatorClass {
  availability(languages: Languages): Promise<string>;
  create(options: Languages & { signal: AbortSignal }): Promise<{
    translate(text: string, options: { signal: AbortSignal }): Promise<string>;
  }>;
}

interface Languages {
  sourceLanguage: Lang;
  targetLanguage: Lang;
}

/** What a browser can do by itself: at once, or after it has got its language model from its maker. */
export type LocalTranslation = 'ready' | 'download' | 'none';

/** How long a model may take to arrive, in milliseconds. */
const TIMEOUT = 45_000;

/** Whether this browser can translate by itself, without sending the text anywhere. */
export async function findLocalTranslation(from: Lang, to: Lang): Promise<LocalTranslation> {
  try {
    const availability = await findTranslator()?.availability(pair(from, to));
    if (availability === 'available') return 'ready';
    return availability === 'downloadable' || availability === 'downloading' ? 'download' : 'none';
  } catch {
    return 'none';
  }
}

/** The browser's own translation, or null when it could not make one in time. */
export async function translateHere(text: string, from: Lang, to: Lang): Promise<string | null> {
  const signal = AbortSignal.timeout(TIMEOUT);
  const translate = async () => {
    const translator = await findTranslator()?.create({ ...pair(from, to), signal });
    return (await translator?.translate(text, { signal })) ?? null;
  };
  try {
    return await Promise.race([translate(), endOf(signal)]);
  } catch {
    return null;
  }
}

/** A browser that goes on waiting for its model does not heed the signal. */
function endOf(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(null)));
}

function findTranslator(): TranslatorClass | undefined {
  return 'Translator' in self ? (self.Translator as TranslatorClass) : undefined;
}

function pair(sourceLanguage: Lang, targetLanguage: Lang): Languages {
  return { sourceLanguage, targetLanguage };
}
