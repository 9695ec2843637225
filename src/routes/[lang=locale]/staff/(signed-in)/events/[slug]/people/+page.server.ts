import { error, fail } from '@sveltejs/kit';
import {
  arrangePeople,
  freeRole,
  parsePeople,
  readTypedPeople,
  type TypedPerson
} from '$lib/schema/event-people.ts';
import { PERSON_LIMITS } from '$lib/schema/person.ts';
import { cleanLine } from '$lib/schema/text.ts';
import { loadEventPeople } from '$lib/server/people/event-people.ts';
import { listPeople } from '$lib/server/people/list-people.ts';
import { saveEventPeople } from '$lib/server/people/save-event-people.ts';
import { organizedEvent, organizedPage } from '../organized-event.ts';
import type { Actions, PageServerLoad } from './$types';

const MOST_FOUND = 8;

/** Who takes part in an event, with what, and in which order. */
export const load: PageServerLoad = async (request) => {
  const { hub, event, frame } = await organizedPage(request, 'people');
  const sheet = await loadEventPeople(hub, event.id, request.locals.lang);
  return { ...sheet, slugs: event.slug, title: frame.title };
};

export const actions: Actions = {
  /** Saves what is typed; the button that was pressed may move, remove or add somebody on the way. */
  save: async (request) => {
    const { hub, staff, event } = await organizedEvent(request);
    const data = await request.request.formData();
    const deed = textOf(data, 'do');
    const rows = withAdded(arrangePeople(readTypedPeople(data), deed), deed, data);
    const newcomer = deed === 'create' ? nameOf(textOf(data, 'q')) : null;
    const typed = { rows, version: textOf(data, 'version'), q: textOf(data, 'q') };
    const parsed = parsePeople(rows);
    if (!parsed.ok) return fail(400, { problems: parsed.problems, ...typed });
    const saved = await saveEventPeople(hub, staff.id, event.id, {
      people: parsed.people,
      version: typed.version,
      newcomer
    });
    const { lang } = request.locals;
    if (saved.ok) return { saved: true, ...(await loadEventPeople(hub, event.id, lang)) };
    if (saved.code === 'not_found') error(404, 'not_found');
    if (saved.code !== 'conflict') return fail(409, { refused: saved.code, ...typed });
    const { people: current } = await loadEventPeople(hub, event.id, lang);
    return fail(409, { conflict: { by: saved.by, current }, ...typed, version: saved.version });
  },

  /** Finds people of the house, and leaves alone what is typed. */
  search: async (request) => {
    const { hub, staff } = await organizedEvent(request);
    const data = await request.request.formData();
    const q = textOf(data, 'q').trim();
    const list = await listPeople(hub, staff.id, {
      lang: request.locals.lang,
      q,
      limit: MOST_FOUND
    });
    return {
      found: list?.people ?? [],
      more: Boolean(list?.cursor),
      q,
      rows: readTypedPeople(data),
      version: textOf(data, 'version')
    };
  }
};

/** `add.slug` puts somebody at the end of the list; the name is for showing it again. */
function withAdded(rows: TypedPerson[], deed: string, data: FormData): TypedPerson[] {
  const [what, person] = deed.split('.');
  if (what !== 'add' || !person) return rows;
  const name = textOf(data, `found.${person}`);
  return [...rows, { person, name, role: freeRole(rows, person), es: '', en: '' }];
}

function nameOf(text: string): string | null {
  const name = cleanLine(text.slice(0, 500));
  return name === '' || name.length > PERSON_LIMITS.name ? null : name;
}

function textOf(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === 'string' ? value : '';
}
