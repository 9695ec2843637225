import type { Lang } from '$lib/realtime/protocol.ts';

/** The Translator API of some browsers, which works on the reader's own machine. */
interface TranslatorClass {
  availability(languages: Languages): Promise<string>;
  create(languages: Languages): Promise<{ translate(text: string): Promise<string> }>;
}

interface Languages {
  sourceLanguage: Lang;
  targetLanguage: Lang;
}

/** Whether this browser can translate by itself, without sending the text anywhere. */
export async function canTranslateHere(from: Lang, to: Lang): Promise<boolean> {
  try {
    const availability = await findTranslator()?.availability(pair(from, to));
    return availability !== undefined && availability !== 'unavailable';
  } catch {
    return false;
  }
}

/** The browser's own translation, or null when it could not make one. */
export async function translateHere(text: string, from: Lang, to: Lang): Promise<string | null> {
  try {
    const translator = await findTranslator()?.create(pair(from, to));
    return (await translator?.translate(text)) ?? null;
  } catch {
    return null;
  }
}

function findTranslator(): TranslatorClass | undefined {
  return 'Translator' in self ? (self.Translator as TranslatorClass) : undefined;
}

function pair(sourceLanguage: Lang, targetLanguage: Lang): Languages {
  return { sourceLanguage, targetLanguage };
}
