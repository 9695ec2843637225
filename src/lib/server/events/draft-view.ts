import { LOCALES, type Locale } from '../../i18n/locales.ts';
import {
  EXPECTED_TEXTS,
  LONGEST_FIELD,
  TEXT_NAMES,
  textField,
  type EventContent,
  type TextName
} from '../../schema/event-fields.ts';
import type { Context } from '../context.ts';
import type { EventStatus, Executor } from '../db/schema.ts';
import { checkAddressed } from './check-addressed.ts';
import type { ContentProblems } from './check-content.ts';
import type { EventDraft } from './event-draft.ts';
import { textState, type TextState } from './text-marks.ts';
import { timeView, type TimeView } from './time-view.ts';

/** What the editor shows of an event beside its fields. */
export interface DraftView {
  eventId: string;
  status: EventStatus;
  content: EventContent;
  version: number;
  /** Of the event's own rows. */
  updatedAt: string;
  savedAt: string | null;
  /** Who saved last, when it was somebody else. */
  savedBy: string | null;
  /** Fields that differ from what is public. */
  changed: string[];
  problems: ContentProblems;
  states: Record<TextName, Record<Locale, TextState>>;
  /** What readers of each language would miss. */
  missing: Record<Locale, TextName[]>;
  time: TimeView | null;
}

interface Reader {
  staffId: string;
  lang: Locale;
  zone: string | null;
}

/** The draft of an event as the editor shows it to this person. */
export async function viewDraft(
  context: Context,
  draft: EventDraft,
  reader: Reader
): Promise<DraftView> {
  const { event, content } = draft;
  const checked = await checkAddressed(context.db, context, event.id, content);
  return {
    eventId: event.id,
    status: event.status,
    content,
    version: draft.version,
    updatedAt: event.updated_at,
    savedAt: draft.updatedAt,
    savedBy: await findOtherWriter(context.db, draft, reader.staffId),
    changed: Object.keys(draft.changes),
    problems: checked.ok ? {} : checked.problems,
    states: statesOf(draft),
    missing: missingTexts(content),
    time: timeView(content, reader.lang, reader.zone)
  };
}

/** The texts that a language has not, and that its readers expect. */
export function missingTexts(content: EventContent): Record<Locale, TextName[]> {
  const [es = [], en = []] = LOCALES.map((lang) =>
    EXPECTED_TEXTS.filter((name) => !content[textField(name, lang)])
  );
  return { es, en };
}

/** What cannot be kept of what was sent, by the field: too long, or no text. */
export function unstorable(values: EventContent): ContentProblems {
  const problems: ContentProblems = {};
  for (const [field, value] of Object.entries(values)) {
    if (value.length > LONGEST_FIELD) problems[field] = 'too_long';
    else if (!value.isWellFormed() || value.includes('\0')) problems[field] = 'invalid';
  }
  return problems;
}

function statesOf({ content, marks }: EventDraft): DraftView['states'] {
  const states = TEXT_NAMES.map((name) => [
    name,
    {
      es: textState(content, marks, name, 'es'),
      en: textState(content, marks, name, 'en')
    }
  ]);
  return Object.fromEntries(states) as DraftView['states'];
}

/** The name of who saved the draft last, when it was somebody else. */
export async function findOtherWriter(
  executor: Executor,
  { updatedBy }: EventDraft,
  staffId: string
): Promise<string | null> {
  if (updatedBy === null || updatedBy === staffId) return null;
  const row = await executor
    .selectFrom('staff_users')
    .select('name')
    .where('id', '=', updatedBy)
    .executeTakeFirst();
  return row?.name ?? null;
}
