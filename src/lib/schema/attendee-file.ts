import * as v from 'valibot';
import { emailKey } from './email.ts';
import { rsvpByHandSchema, type RsvpByHandField } from './rsvp-by-hand.ts';
import { foldText } from './text.ts';

/** So many people come in by one file at most: they are written together, and others wait meanwhile. */
export const MOST_IMPORTED = 1000;
/** After so many problems the file is not read further for more. */
const MOST_PROBLEMS = 50;

export type AttendeeFileColumn = Exclude<RsvpByHandField, 'mail'>;
/** `surname` joins the name; who is cancelled by `status` is left out. */
type Column = AttendeeFileColumn | 'surname' | 'status';

/** The headings that files of other tools and our own export have, folded. */
const HEADINGS: Readonly<Record<Column, readonly string[]>> = {
  name: ['name', 'full name', 'first name', 'nombre', 'nombre completo', 'nombres', 'alias'],
  surname: ['surname', 'last name', 'apellido', 'apellidos'],
  email: ['email', 'e-mail', 'email address', 'mail', 'correo', 'correo electronico'],
  listen: ['listen', 'listens in', 'escucha', 'escucha en', 'idioma para escuchar'],
  lang: ['language', 'lang', 'locale', 'idioma'],
  companions: ['companions', 'guests', 'acompanantes'],
  pool: ['pool', 'attends', 'participa', 'participacion', 'modalidad'],
  needs: ['needs', 'access needs', 'apoyos', 'necesidades'],
  status: ['status', 'state', 'estado']
};

/** Words of a cell for what a form would send. */
const WORDS: Readonly<Partial<Record<Column, Record<string, string>>>> = {
  listen: languageWords(),
  lang: languageWords(),
  pool: {
    ...{
      room: 'room',
      sala: 'room',
      presencial: 'room',
      'en persona': 'room',
      'in person': 'room'
    },
    ...{ stream: 'stream', virtual: 'stream', online: 'stream', 'en linea': 'stream' }
  }
};

const CANCELLED = new Set(['cancelled', 'canceled', 'cancelada', 'cancelado', 'cancelo']);

/** One cell, or the file (line null, or no column), that cannot be taken; codes of `guests:import.problem`. */
export interface FileProblem {
  /** The line of the file, from 1; null for the file as a whole. */
  line: number | null;
  column: AttendeeFileColumn | null;
  code: string;
  /** What the cell said, or how many there are. */
  value: string;
}

export type ImportedAttendee = Omit<v.InferOutput<typeof rsvpByHandSchema>, 'mail'> & {
  line: number;
};

export type AttendeeFile =
  | {
      ok: true;
      attendees: ImportedAttendee[];
      /** Headings that nothing was read from. */
      ignored: string[];
      /** Rows that their file calls cancelled. */
      cancelled: number;
    }
  | { ok: false; problems: FileProblem[] };

/** A line of a file, split into its cells. */
export interface FileLine {
  line: number;
  cells: readonly string[];
}

/** What holds where the file says nothing. */
export interface AttendeeDefaults {
  /** The language of mails. */
  lang: 'es' | 'en';
  /** The languages one can listen in. */
  listen: readonly ('es' | 'en')[];
}

/**
 * Reads the rows of a list of attendees: the first names the columns, in Spanish or English, in any order. Every
 * problem is named by line and column; one is enough to take nothing. Consent to news is not read from files:
 * only the person can give it.
 */
export function readAttendeeFile(
  lines: readonly FileLine[],
  defaults: AttendeeDefaults
): AttendeeFile {
  const [head, ...rows] = lines;
  const columns = (head?.cells ?? []).map(columnOf);
  const problem = problemOfFile(columns, rows);
  if (problem) return { ok: false, problems: [problem] };
  const live = rows.filter((row) => !isCancelled(row, columns));
  const read = live.map((row) => readRow(row, columns, defaults));
  const problems = [...read.flatMap(({ problems }) => problems), ...repeated(read)]
    .toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))
    .slice(0, MOST_PROBLEMS);
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    attendees: read.flatMap(({ attendee }) => attendee ?? []),
    ignored: (head?.cells ?? []).filter((_, index) => columns[index] === null),
    cancelled: rows.length - live.length
  };
}

function problemOfFile(
  columns: readonly (Column | null)[],
  rows: readonly FileLine[]
): FileProblem | null {
  const whole = { line: null, column: null };
  if (!columns.includes('email')) return { ...whole, code: 'no_email_column', value: '' };
  if (rows.length === 0) return { ...whole, code: 'empty', value: '' };
  const value = String(rows.length);
  return rows.length > MOST_IMPORTED ? { ...whole, code: 'above_limit', value } : null;
}

function columnOf(heading: string): Column | null {
  const folded = foldText(heading).trim();
  const known = Object.entries(HEADINGS).find(([, names]) => names.includes(folded));
  return known ? (known[0] as Column) : null;
}

function cellOf({ cells }: FileLine, columns: readonly (Column | null)[], column: Column): string {
  const at = columns.indexOf(column);
  return at < 0 ? '' : (cells[at] ?? '').trim();
}

function isCancelled(row: FileLine, columns: readonly (Column | null)[]): boolean {
  return CANCELLED.has(foldText(cellOf(row, columns, 'status')).trim());
}

interface ReadRow {
  line: number;
  email: string;
  attendee: ImportedAttendee | null;
  problems: FileProblem[];
}

function readRow(
  row: FileLine,
  columns: readonly (Column | null)[],
  { lang, listen }: AttendeeDefaults
): ReadRow {
  const said = (column: Column) => {
    const cell = cellOf(row, columns, column);
    return WORDS[column]?.[foldText(cell).trim()] ?? cell;
  };
  const language = said('lang') || said('listen') || lang;
  const only = listen.length === 1 ? listen[0] : undefined;
  const typed: Record<Exclude<RsvpByHandField, 'mail' | 'pool'>, string> = {
    name: [said('name'), said('surname')].filter(Boolean).join(' '),
    email: said('email'),
    listen: said('listen') || only || language,
    lang: language,
    needs: said('needs'),
    companions: said('companions')
  };
  const pool = said('pool');
  const parsed = v.safeParse(rsvpByHandSchema, { ...typed, ...(pool && { pool }) });
  const { line } = row;
  if (!parsed.success)
    return {
      line,
      email: typed.email,
      attendee: null,
      problems: problemsOf(line, parsed.issues, said)
    };
  return { line, email: typed.email, attendee: { ...parsed.output, line }, problems: [] };
}

function problemsOf(
  line: number,
  issues: readonly v.BaseIssue<unknown>[],
  said: (column: Column) => string
): FileProblem[] {
  const byColumn = new Map<AttendeeFileColumn, FileProblem>();
  for (const issue of issues) {
    const column = issue.path?.[0]?.key as AttendeeFileColumn;
    if (!byColumn.has(column))
      byColumn.set(column, { line, column, code: issue.message, value: said(column) });
  }
  return [...byColumn.values()];
}

/** An address may be in a file once: which of two rows is meant, nobody can tell. */
function repeated(rows: readonly ReadRow[]): FileProblem[] {
  const first = new Map<string, number>();
  return rows.flatMap(({ line, email, attendee }) => {
    if (!attendee) return [];
    const key = emailKey(attendee.email);
    if (first.has(key)) return [{ line, column: 'email' as const, code: 'repeated', value: email }];
    first.set(key, line);
    return [];
  });
}

function languageWords(): Record<string, string> {
  return {
    ...{ es: 'es', espanol: 'es', spanish: 'es', castellano: 'es' },
    ...{ en: 'en', ingles: 'en', english: 'en' }
  };
}
