import type { Translate } from '$lib/i18n/make-translator.ts';
import { isListFact, isTimeFact, textOfField } from '$lib/schema/event-fields.ts';

/** What a field of the editor is called on the screen. */
export function fieldName(field: string, t: Translate): string {
  const text = textOfField(field);
  if (text) return t(`editor:text.${text.name}_${text.lang}`);
  if (field.startsWith('slug.'))
    return t(`editor:slug.label_${field.slice(5)}` as 'editor:slug.label_es');
  if (field.startsWith('resource.')) return t('editor:section.resources');
  if (field.startsWith('channel.'))
    return t(`editor:channel.label_${field.slice(8)}` as 'editor:channel.label_es');
  if (field === 'stream') return t('editor:stream.label');
  if (isTimeFact(field)) return t(`editor:time.${field}`);
  if (isListFact(field)) return t(`editor:list.${field}`);
  return t(`editor:fact.${field}` as 'editor:fact.kind');
}
