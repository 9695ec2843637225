import { resourcesOf, type EventContent } from '../../schema/event-fields.ts';
import type { EventDraft } from './event-draft.ts';

/** One difference between what is public and the draft, as a person reads it. */
export interface ChangedField {
  field: string;
  before: string;
  after: string;
}

const SHOWN = 300;

/** What publishing the draft would change, in the order of the fields; long texts by their beginning. */
export function changedFields({ published, content, changes }: EventDraft): ChangedField[] {
  return Object.keys(changes)
    .sort()
    .map((field) => ({
      field,
      before: readable(published, field),
      after: readable(content, field)
    }));
}

function readable(content: EventContent, field: string): string {
  const resource = resourcesOf(content).find(({ id }) => field === `resource.${id}`);
  const text = resource
    ? [resource.es || resource.en, resource.url].filter(Boolean).join(' · ')
    : (content[field] ?? '');
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
