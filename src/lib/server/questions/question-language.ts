import type { Locale } from '../../i18n/locales.ts';

/** How much surer of one language than of the other, of 1. */
const CLEAR = 0.15;
/** How near to the likeliest of all languages, so that French or Portuguese is not called Spanish. */
const NEAR = 0.03;

/**
 * The language of a question, null when it cannot be told: too short, mixed, or neither of the two. The
 * data (1 MB) is loaded at the first call.
 */
export async function detectLanguage(text: string): Promise<Locale | null> {
  const detector = await openDetector();
  const scores = detector.detect(text).getScores();
  const { es = 0, en = 0 } = scores;
  const likeliest = Math.max(0, ...Object.values(scores));
  if (Math.abs(es - en) < CLEAR || Math.max(es, en) < likeliest - NEAR) return null;
  return es > en ? 'es' : 'en';
}

let opening: ReturnType<typeof load> | undefined;

function openDetector(): ReturnType<typeof load> {
  return (opening ??= load());
}

async function load() {
  const { eld } = await import('eld/extrasmall');
  const detector = eld.newInstance();
  detector.enableTextCleanup(true);
  return detector;
}
