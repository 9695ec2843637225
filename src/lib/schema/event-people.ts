import * as v from 'valibot';
import { IMPORT_LIMITS, IMPORT_PATTERNS, IMPORT_PERSON_ROLES } from './import.ts';
import { optionalText } from './text.ts';

export const PERSON_ROLES = IMPORT_PERSON_ROLES;
export const MOST_PEOPLE = IMPORT_LIMITS.peopleOfEvent;

/** One person of an event as the form holds them; the name is only shown, the slug says who it is. */
export interface TypedPerson {
  person: string;
  name: string;
  role: string;
  es: string;
  en: string;
}

const topic = optionalText({ max: IMPORT_LIMITS.topic });
const rowSchema = v.object({
  person: v.pipe(v.string('invalid'), v.regex(IMPORT_PATTERNS.slug, 'invalid')),
  role: v.picklist(PERSON_ROLES, 'invalid'),
  es: topic,
  en: topic
});
export type EventPerson = v.InferOutput<typeof rowSchema>;

/** What is wrong with a row: its number and field. */
export interface PersonProblem {
  row: number;
  field: 'person' | 'role' | 'es' | 'en';
  code: string;
}

export type ParsedPeople =
  { ok: true; people: EventPerson[] } | { ok: false; problems: PersonProblem[] };

/** The rows of the form in their order, as typed; more than an event can have are left out. */
export function readTypedPeople(data: FormData): TypedPerson[] {
  const rows: TypedPerson[] = [];
  for (let row = 0; row < MOST_PEOPLE && data.has(`person.${row}`); row += 1) {
    const field = (name: string) => {
      const value = data.get(`${name}.${row}`);
      return typeof value === 'string' ? value.slice(0, 8_000) : '';
    };
    rows.push({
      person: field('person'),
      name: field('name'),
      role: field('role'),
      es: field('es'),
      en: field('en')
    });
  }
  return rows;
}

/** Checks the rows. Refusals: `too_long`, `invalid`, and `duplicate` for one person twice in one role. */
export function parsePeople(rows: readonly TypedPerson[]): ParsedPeople {
  const people: EventPerson[] = [];
  const problems: PersonProblem[] = [];
  const seen = new Set<string>();
  for (const [row, typed] of rows.entries()) {
    const parsed = v.safeParse(rowSchema, typed);
    if (parsed.success) people.push(parsed.output);
    else problems.push(...parsed.issues.map((issue) => problemOf(row, issue)));
    const key = `${typed.person} ${typed.role}`;
    if (seen.has(key)) problems.push({ row, field: 'role', code: 'duplicate' });
    seen.add(key);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, people };
}

function problemOf(row: number, issue: v.BaseIssue<unknown>): PersonProblem {
  const path = v.getDotPath(issue);
  const field = (['role', 'es', 'en'] as const).find((known) => known === path) ?? 'person';
  return { row, field, code: issue.message };
}

/** What a button beside a row does: `up.2`, `down.2`, `remove.2`. Anything else changes nothing. */
export function arrangePeople<Row>(rows: readonly Row[], deed: string): Row[] {
  const [what, number] = deed.split('.');
  const at = Number(number);
  const row = rows[at];
  if (row === undefined) return [...rows];
  if (what === 'remove') return rows.toSpliced(at, 1);
  const to = what === 'up' ? at - 1 : what === 'down' ? at + 1 : at;
  return to < 0 || to >= rows.length ? [...rows] : rows.toSpliced(at, 1).toSpliced(to, 0, row);
}

/** The first role that somebody does not have yet on a list, for adding them to it. */
export function freeRole(
  rows: readonly TypedPerson[],
  person: string
): (typeof PERSON_ROLES)[number] {
  const taken = rows.filter((row) => row.person === person).map((row) => row.role);
  return PERSON_ROLES.find((role) => !taken.includes(role)) ?? PERSON_ROLES[0];
}
