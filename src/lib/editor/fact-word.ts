import type { Translate } from '$lib/i18n/make-translator.ts';
import { cityName } from '$lib/i18n/when.ts';
import { isListFact } from '$lib/schema/event-fields.ts';

const CHOICES = ['kind', 'timing', 'access', 'waitlist', 'translation'] as const;

/** A field's value as a person reads it: words for choices and languages, the text itself for the rest. */
export function factWord(field: string, value: string, t: Translate): string {
  if (value === '') return '';
  if (field === 'zone') return cityName(value, t);
  if (isListFact(field))
    return value
      .split(' ')
      .map((word) => t(`editor:language.${word}` as 'editor:language.es'))
      .join(', ');
  const choice = CHOICES.find((name) => name === field);
  if (choice) return t(`editor:choice.${choice}.${value}` as 'editor:choice.access.open');
  return field.startsWith('resource.') ? resourceWord(value) : value;
}

function resourceWord(value: string): string {
  try {
    const { es, en, url }: Record<string, unknown> = JSON.parse(value);
    return [es || en, url].filter((part) => typeof part === 'string' && part).join(' · ');
  } catch {
    return value;
  }
}
