import { countGraphemes } from './graphemes.ts';
import { cleanLine, cleanText } from './text.ts';

type Lang = 'es' | 'en';
const LANGS: readonly Lang[] = ['es', 'en'];

/** A message as it is written: subject and Markdown text of each language, '' where nothing is. */
export type MessageTexts = Record<Lang, { subject: string; body: string }>;
export const MESSAGE_PARTS = ['subject', 'body'] as const;
export type MessagePart = (typeof MESSAGE_PARTS)[number];
/** A field of the form, such as `subject.es`. */
export type MessageField = `${MessagePart}.${Lang}`;

/** The most that is sent, in characters as people count them. */
export const MESSAGE_LIMITS = { subject: 150, body: 10_000 } as const;
/** The most that a draft keeps, in code units: nothing typed is lost for being too long to be sent. */
const LONGEST = 60_000;

export const EMPTY_MESSAGE: MessageTexts = {
  es: { subject: '', body: '' },
  en: { subject: '', body: '' }
};

/** Reads the texts of a form as they are kept. */
export function readMessageTexts(data: FormData): MessageTexts {
  const read = (field: MessageField) => {
    const value = data.get(field);
    return typeof value === 'string' ? value.slice(0, LONGEST).toWellFormed() : '';
  };
  const of = (lang: Lang) => ({
    subject: cleanLine(read(`subject.${lang}`)),
    body: cleanText(read(`body.${lang}`))
  });
  return { es: of('es'), en: of('en') };
}

/** What keeps a message from being sent, by its field: codes of `messages:problem`. */
export type MessageProblems = Partial<Record<MessageField, 'too_long' | 'half'>>;

/** Too long, or a subject without a text and the other way round: one empty language is none of them. */
export function messageProblems(texts: MessageTexts): MessageProblems {
  const problems: MessageProblems = {};
  for (const lang of LANGS) {
    for (const part of MESSAGE_PARTS) {
      const other = part === 'subject' ? 'body' : 'subject';
      const text = texts[lang][part];
      if (isLonger(text, MESSAGE_LIMITS[part])) problems[`${part}.${lang}`] = 'too_long';
      else if (text === '' && texts[lang][other] !== '') problems[`${part}.${lang}`] = 'half';
    }
  }
  return problems;
}

function isLonger(text: string, max: number): boolean {
  return text.length > max && countGraphemes(text, max + 1) > max;
}
