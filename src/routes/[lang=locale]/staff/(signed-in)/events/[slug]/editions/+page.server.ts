import { error, fail, redirect } from '@sveltejs/kit';
import { messagePath, staffEventPath } from '$lib/i18n/paths.ts';
import { nextEditionFormSchema } from '$lib/schema/next-edition.ts';
import { parseForm } from '$lib/schema/parse-form.ts';
import { loadEditionSheet } from '$lib/server/events/edition-list.ts';
import { makeNextEdition } from '$lib/server/events/next-edition.ts';
import { beginEditionNews, countEditionReaders } from '$lib/server/messages/edition-message.ts';
import { organizedEvent, organizedPage } from '../organized-event.ts';
import type { Actions, PageServerLoad } from './$types';

/** The series that an event is part of, and the way to its next edition. */
export const load: PageServerLoad = async (request) => {
  const { hub, event, frame } = await organizedPage(request, 'editions');
  const sheet = await loadEditionSheet(hub, event.id, request.locals.lang);
  const readers = await countEditionReaders(hub, event.id);
  return { ...sheet, slugs: event.slug, title: frame.title, readers };
};

export const actions: Actions = {
  /** Begins to write to who asked for news at earlier editions; nothing goes out yet. */
  tell: async (request) => {
    const { hub, staff, event } = await organizedEvent(request);
    const { lang } = request.locals;
    const begun = await beginEditionNews(hub, staff.id, event.id);
    if (begun.ok) redirect(303, messagePath(lang, event.slug[lang], begun.id));
    if (begun.code === 'not_found') error(404, 'not_found');
    return fail(409, { tellRefused: true });
  },
  next: async (request) => {
    const { hub, staff, event } = await organizedEvent(request);
    const { lang } = request.locals;
    const form = parseForm(await request.request.formData(), nextEditionFormSchema);
    if (!form.ok)
      return fail(400, { refused: form.errors.date === 'required' ? REQUIRED : DATE, ...form });
    const made = await makeNextEdition(hub, staff.id, event.id, form.value);
    const { date, time } = form.value;
    if (!made.ok) return fail(409, { refused: made.code, values: { date, time: time ?? '' } });
    redirect(303, staffEventPath(lang, made.slug[lang], 'editions'));
  }
};

const REQUIRED = 'required' as const;
const DATE = 'date' as const;
