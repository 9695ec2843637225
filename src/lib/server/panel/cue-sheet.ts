import { pickText, type FoundText, type Locale } from '../../i18n/locales.ts';
import type { Executor, PersonRole } from '../db/schema.ts';
import { readLocalText } from '../events/columns.ts';
import { loadEventParts, type EventParts } from '../events/event-parts.ts';
import { slugsOf, textOf } from '../events/public-event.ts';
import { findTerms } from './terms.ts';

/** Who sits at the table and which words will fall: what one reads before it begins. */
export interface CueSheet {
  slugs: Record<Locale, string>;
  title: FoundText;
  people: CuePerson[];
  /** Names and acronyms as the event's texts of each language write them. */
  terms: Record<Locale, string[]>;
}

export interface CuePerson {
  slug: string;
  name: string;
  role: PersonRole;
  /** What the person does: “Journalist, …”. */
  roleText: FoundText | null;
  topic: FoundText | null;
}

/** The cue sheet of an event of any status. Throws when the event does not exist. */
export async function loadCueSheet(
  executor: Executor,
  eventId: string,
  lang: Locale
): Promise<CueSheet> {
  const parts = await loadEventParts(executor, eventId);
  if (!parts) throw new Error('the event of a cue does not exist');
  const slugs = slugsOf(parts.texts);
  return {
    slugs,
    title: textOf(parts.texts, 'title', lang) ?? { text: slugs[lang], lang },
    people: parts.people.map((person) => ({
      slug: person.slug,
      name: person.name,
      role: person.role,
      roleText: pickText(person.roleTexts, lang),
      topic: pickText(readLocalText(person.topic), lang)
    })),
    terms: {
      es: findTerms(textsIn('es', parts), namesOf(parts)),
      en: findTerms(textsIn('en', parts), namesOf(parts))
    }
  };
}

function textsIn(lang: Locale, { texts, people, resources }: EventParts): string[] {
  const own = texts
    .filter((text) => text.lang === lang)
    .flatMap(({ title, summary, description, notes }) => [title, summary, description, notes]);
  const others = [
    ...people.map((person) => readLocalText(person.topic)[lang]),
    ...resources.map((resource) => readLocalText(resource.label)[lang])
  ];
  return [...own, ...others].flatMap((text) => text ?? []);
}

/** The people have a list of their own. */
function namesOf({ people }: EventParts): string[] {
  return people.map((person) => person.name);
}
