import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { readAttendeeFile, type FileProblem } from '$lib/schema/attendee-file.ts';
import { readListText } from '$lib/schema/list-text.ts';
import { readCsv } from '$lib/server/read-csv.ts';
import { importAttendees } from '$lib/server/rsvps/import-attendees.ts';
import { organizedEvent, organizedPage } from '../../organized-event.ts';
import type { Actions, PageServerLoad } from './$types';

/** A list from another tool or a sheet of paper becomes RSVPs. */
export const load: PageServerLoad = async (request) => {
  const { event, slug, frame } = await organizedPage(request, 'attendees/import');
  return { slugs: event.slug, slug, frame };
};

export const actions: Actions = {
  add: async (request) => {
    const { hub, event, staff } = await organizedEvent(request);
    const { frame } = await organizedPage(request, 'attendees/import');
    const form = await request.request.formData();
    const typed = { text: await listOf(form), lang: langOf(form), mail: form.get('mail') === 'on' };
    const refuse = (problems: FileProblem[]) =>
      fail(400, { ...typed, text: typed.text ?? '', problems, refused: null });
    if (typed.text === null) return refuse([ofFile('no_text')]);
    const csv = readCsv(typed.text);
    if (!csv.ok) return refuse([{ ...ofFile('quote'), line: csv.line }]);
    const file = readAttendeeFile(csv.lines, { lang: typed.lang, listen: frame.listen });
    if (!file.ok) return refuse(file.problems);
    const done = await importAttendees(hub, staff.id, event.id, file.attendees, typed);
    if (!done.ok && 'line' in done)
      return refuse([{ ...ofFile(done.code), column: 'companions', line: done.line }]);
    if (!done.ok) return fail(409, { ...typed, problems: [], refused: done.code });
    if (typed.mail) hub.outbox.wake();
    const { confirmed, waitlisted, known } = done;
    const { ignored, cancelled } = file;
    return { done: { confirmed, waitlisted, known, ignored, cancelled, mail: typed.mail } };
  }
};

/** What was chosen as a file, else what stands in the box; null for a file that is no text. */
async function listOf(form: FormData): Promise<string | null> {
  const file = form.get('file');
  if (file instanceof File && file.size > 0)
    return readListText(new Uint8Array(await file.arrayBuffer()));
  const text = form.get('text');
  return typeof text === 'string' ? text : '';
}

function langOf(form: FormData) {
  return v.parse(v.fallback(v.picklist(['es', 'en']), 'es'), form.get('lang'));
}

function ofFile(code: string): FileProblem {
  return { line: null, column: null, code, value: '' };
}
