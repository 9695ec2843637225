import { cleanLine, cleanText } from './text.ts';

/*
 * An event as one flat list of fields, each a text as people type it: what the editor's form sends, what a
 * draft keeps, and what two editors are merged by. A field that is absent is empty.
 */

type Lang = 'es' | 'en';
export type EventContent = Record<string, string>;

/** Texts that each language has of its own, in the order of the form. */
export const TEXT_NAMES = ['title', 'summary', 'description', 'notes', 'place', 'recap'] as const;
export type TextName = (typeof TEXT_NAMES)[number];
export const LONG_TEXTS: readonly TextName[] = ['summary', 'description', 'notes', 'recap'];
/** Shown as Markdown. */
export const MARKDOWN_TEXTS: readonly TextName[] = ['description', 'notes', 'recap'];
/** What readers miss when a language has none. */
export const EXPECTED_TEXTS: readonly TextName[] = ['title', 'summary', 'description'];

/** `timing` is `timed` or `days`; lists are words with blanks between them. */
export const FACT_NAMES = [
  'kind',
  'timing',
  'date',
  'time',
  'minutes',
  'days',
  'zone',
  'spoken',
  'interpretation',
  'captions',
  'sign',
  'access',
  'capacity',
  'streamCapacity',
  'waitlist',
  'translation',
  'stream',
  'channel.es',
  'channel.en'
] as const;
export type FactName = (typeof FACT_NAMES)[number];
/** Those that say when the event is. */
const TIME_FACTS = ['timing', 'date', 'time', 'minutes', 'days', 'zone'] as const;
export const LIST_FACTS = ['spoken', 'interpretation', 'captions', 'sign'] as const;

/** The longest text that a draft keeps, in code units; the event itself takes less. */
export const LONGEST_FIELD = 100_000;
export const MOST_RESOURCES = 40;

const RESOURCE = /^resource\.([\w-]{1,40})$/;
const NAMES = new Set<string>([
  ...FACT_NAMES,
  ...['slug', ...TEXT_NAMES].flatMap((name) => [`${name}.es`, `${name}.en`])
]);

export function textField(name: TextName | 'slug', lang: Lang): string {
  return `${name}.${lang}`;
}

export function isEventField(name: string): boolean {
  return NAMES.has(name) || resourceIdOf(name) !== null;
}

export function isTimeFact(field: string): field is (typeof TIME_FACTS)[number] {
  return TIME_FACTS.some((name) => name === field);
}

export function isListFact(field: string): field is (typeof LIST_FACTS)[number] {
  return LIST_FACTS.some((name) => name === field);
}

/** The text and the language of a field such as `title.es`; null for the others. */
export function textOfField(field: string): { name: TextName; lang: Lang } | null {
  const [first, lang] = field.split('.');
  const name = TEXT_NAMES.find((known) => known === first);
  return name && (lang === 'es' || lang === 'en') ? { name, lang } : null;
}

/** A field as it is compared and kept: without outer blanks, and without what nobody sees. */
export function cleanField(field: string, value: string): string {
  const text = textOfField(field);
  return text && LONG_TEXTS.includes(text.name) ? cleanText(value) : cleanLine(value);
}

/** Whether two texts of a field are the same to a reader. */
export function isSameField(field: string, a: string | undefined, b: string | undefined): boolean {
  return a === b || cleanField(field, a ?? '') === cleanField(field, b ?? '');
}

/** The fields that read otherwise in one than in the other. */
export function differingFields(a: EventContent, b: EventContent): string[] {
  return Object.keys({ ...a, ...b }).filter((field) => !isSameField(field, a[field], b[field]));
}

/** A resource as the form has it; the label in each language. */
export interface ResourceFields {
  kind: string;
  language: string;
  url: string;
  es: string;
  en: string;
  position: number;
}

export function resourceField(id: string): string {
  return `resource.${id}`;
}

/** Null for a field that is no resource. */
export function resourceIdOf(field: string): string | null {
  return RESOURCE.exec(field)?.[1] ?? null;
}

/** The resources of an event in their order, each with its id. */
export function resourcesOf(content: EventContent): (ResourceFields & { id: string })[] {
  return Object.entries(content)
    .flatMap(([field, value]) => {
      const id = resourceIdOf(field);
      const resource = id ? readResource(value) : null;
      return id && resource ? [{ id, ...resource }] : [];
    })
    .sort((a, b) => a.position - b.position || a.id.localeCompare(b.id));
}

/** One text, the same for the same resource. */
export function writeResource({ kind, language, url, es, en, position }: ResourceFields): string {
  return JSON.stringify({ kind, language, url, es, en, position });
}

function readResource(value: string): ResourceFields | null {
  const found = parsed(value);
  if (!found) return null;
  const text = (name: string) => {
    const part: unknown = Reflect.get(found, name);
    return typeof part === 'string' ? part : '';
  };
  return {
    kind: text('kind'),
    language: text('language'),
    url: text('url'),
    es: text('es'),
    en: text('en'),
    position: Number(Reflect.get(found, 'position')) || 0
  };
}

function parsed(value: string): object | null {
  try {
    const found: unknown = JSON.parse(value);
    return typeof found === 'object' ? found : null;
  } catch {
    return null;
  }
}

const LONGEST_SLUG = 80;

/** An address word from a title: `¿Qué pasó en Iguala?` is `que-paso-en-iguala`; '' when nothing is left. */
export function proposeSlug(title: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_SLUG)
    .replace(/^-+|-+$/g, '');
  return words === 'new' || words === 'nuevo' ? `${words}-1` : words;
}
