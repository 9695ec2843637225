import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { staffEventPath } from '$lib/i18n/paths.ts';
import {
  describeExport,
  exportQuestions,
  type ExportedQuestion
} from '$lib/server/questions/export-questions.ts';
import { findStaffEvent, MODERATING } from '$lib/server/staff/access.ts';
import { audit } from '$lib/server/staff/audit.ts';

interface OpenedExport {
  event: { slug: string; title: string };
  exportedAt: string;
  /** The name for the file, in the reader's language. */
  fileName: string;
  batches: AsyncIterable<ExportedQuestion[]>;
}

/** The questions of an event for its moderators; for everybody else the event does not exist. */
export async function openExport(
  { locals, params }: RequestEvent<{ slug: string }>,
  page: 'questions.csv' | 'questions.json'
): Promise<OpenedExport> {
  const { hub, staff, lang } = locals;
  const event = staff && (await findStaffEvent(hub.db, staff.id, params.slug, MODERATING));
  if (!event) error(404, 'not_found');
  const slug = event.slug[lang];
  const path = staffEventPath(lang, slug, page);
  if (slug !== params.slug) redirect(308, path);

  const { title, exportedAt, day } = await describeExport(hub, event.id, lang);
  const [word, ending] = path.slice(path.lastIndexOf('/') + 1).split('.');
  await audit(hub.db, hub, {
    actor: staff.id,
    what: 'questions_exported',
    eventId: event.id,
    detail: { format: ending ?? '' }
  });
  return {
    event: { slug, title },
    exportedAt,
    fileName: `${word}-${slug}-${day}.${ending}`,
    batches: exportQuestions(hub.db, event.id)
  };
}
