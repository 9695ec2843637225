import * as v from 'valibot';
import {
  FACT_NAMES,
  isListFact,
  LIST_FACTS,
  resourceField,
  resourceIdOf,
  TEXT_NAMES,
  writeResource,
  type EventContent
} from './event-fields.ts';

const PLAIN = [
  ...FACT_NAMES.filter((name) => !isListFact(name)),
  ...['slug', ...TEXT_NAMES].flatMap((name) => [`${name}.es`, `${name}.en`])
];
const baseSchema = v.record(v.string(), v.string());

/**
 * What the editor's form sends: the fields as typed, and in `base` what they said before. A page without
 * scripts sends all of them, one with scripts only those that changed.
 */
export function readEdit(data: FormData): { base: EventContent; values: EventContent } {
  const base = readBase(text(data, 'base'));
  return { base, values: { ...readFields(data, base), ...readResources(data) } };
}

/** The fields of a form, of those that the event has. */
export function readFields(data: FormData, base: EventContent = {}): EventContent {
  const values: EventContent = {};
  for (const name of PLAIN) if (data.has(name)) values[name] = text(data, name);
  // A group of boxes without a tick sends nothing.
  for (const name of LIST_FACTS)
    if (data.has(name) || name in base)
      values[name] = data.getAll(name).filter(isText).join(' ').trim();
  return values;
}

function readResources(data: FormData): EventContent {
  const values: EventContent = {};
  for (const key of data.keys()) {
    const id = resourceIdOf(key.replace(/\.url$/, ''));
    if (id) values[resourceField(id)] = readResource(data, resourceField(id));
  }
  return values;
}

/** One text from a script, or one input for each part from a plain form; '' takes it away. */
function readResource(data: FormData, field: string): string {
  if (data.has(field)) return text(data, field);
  const part = (name: string) => text(data, `${field}.${name}`);
  const isBlank = !part('url').trim() && !part('es').trim() && !part('en').trim();
  if (isBlank || data.has(`${field}.remove`)) return '';
  return writeResource({
    kind: part('kind'),
    language: part('language'),
    url: part('url').trim(),
    es: part('es').trim(),
    en: part('en').trim(),
    position: Number(part('position')) || 0
  });
}

function readBase(json: string): EventContent {
  try {
    const parsed = v.safeParse(baseSchema, JSON.parse(json || '{}'));
    return parsed.success ? parsed.output : {};
  } catch {
    return {};
  }
}

function text(data: FormData, name: string): string {
  const value = data.get(name);
  return isText(value) ? value : '';
}

function isText(value: FormDataEntryValue | null): value is string {
  return typeof value === 'string';
}
