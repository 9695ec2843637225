import { LOCALES } from '../../i18n/locales.ts';
import { textField, type EventContent } from '../../schema/event-fields.ts';
import type { Context } from '../context.ts';
import type { Executor } from '../db/schema.ts';
import { checkContent, type CheckedContent, type ContentProblems } from './check-content.ts';
import { isSlugTaken } from './create-event.ts';

/** The check of an event's content, and of its addresses beside those of the other events. */
export async function checkAddressed(
  executor: Executor,
  context: Context,
  eventId: string,
  content: EventContent
): Promise<CheckedContent> {
  const checked = checkContent(content, context.now());
  const taken = await takenSlugs(executor, eventId, content);
  if (Object.keys(taken).length === 0) return checked;
  return { ok: false, problems: { ...taken, ...(checked.ok ? {} : checked.problems) } };
}

async function takenSlugs(
  executor: Executor,
  eventId: string,
  content: EventContent
): Promise<ContentProblems> {
  const problems: ContentProblems = {};
  for (const lang of LOCALES) {
    const field = textField('slug', lang);
    if (await isSlugTaken(executor, content[field] ?? '', eventId)) problems[field] = 'slug_taken';
  }
  return problems;
}
