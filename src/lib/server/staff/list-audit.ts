import * as v from 'valibot';
import { pickText, type FoundText, type Locale } from '../../i18n/locales.ts';
import type { Context } from '../context.ts';
import type { Executor } from '../db/schema.ts';
import { wholeDayInstants } from '../events/clock.ts';
import { loadTexts } from '../events/event-parts.ts';
import { isAdmin } from './access.ts';
import { AUDIT_VERBS, type AuditVerb } from './audit.ts';
import { isDecisionId, listDecisions } from './list-decisions.ts';

export interface AuditFilter {
  /** A staff id; `console` for what no staff user did; null for everybody. */
  who: string | null;
  what: AuditVerb | 'question_decided' | null;
  /** An event's id. */
  event: string | null;
  /** ISO instant: nothing before it. */
  since: string | null;
  /** The last line of the page before. */
  before: AuditCursor | null;
}

/** Where a page ended. */
export interface AuditCursor {
  at: string;
  id: string;
}

export interface AuditLine {
  id: string;
  at: string;
  /** Empty for the operator and the hub itself. */
  actorName: string;
  /** A verb of this version; null for one that it does not know. */
  what: AuditVerb | 'question_decided' | null;
  eventId: string | null;
  /** Its title; null when the event is gone. */
  event: FoundText | null;
  /** Of staff its name now; else what kind of thing it was. */
  subject: { kind: string; id: string; name: string | null } | null;
  detail: Record<string, string | number>;
  /** Somebody took the list of attendees out of the hub. */
  isAttendeeExport: boolean;
}

export interface AuditPage {
  lines: AuditLine[];
  next: AuditCursor | null;
}

const PAGE = 100;

/**
 * What was done, newest first, for an admin; null for everybody else. With an event, decisions on its questions
 * stand among the rest, from the room's own log. Six statements at most, however much there is.
 */
export async function listAudit(
  context: Context,
  adminId: string,
  filter: AuditFilter,
  lang: Locale
): Promise<AuditPage | null> {
  const { db } = context;
  if (!(await isAdmin(db, adminId))) return null;
  const withDecisions = filter.what === null || filter.what === 'question_decided';
  const entries = [
    ...(await listEntries(db, filter)),
    ...(withDecisions ? await listDecisions(db, filter, PAGE + 1) : [])
  ]
    .sort((a, b) => compare(b.at, a.at) || compare(b.id, a.id))
    .slice(0, PAGE + 1);
  const shown = entries.slice(0, PAGE);
  const last = shown.at(-1);
  return {
    lines: await describe(db, shown, lang),
    next: entries.length > PAGE && last ? { at: last.at, id: last.id } : null
  };
}

/** A line as a log holds it. */
export interface RawEntry {
  id: string;
  at: string;
  actor_name: string;
  what: string;
  event_id: string | null;
  subject_kind: string | null;
  subject_id: string | null;
  detail: string;
}

async function listEntries(executor: Executor, filter: AuditFilter): Promise<RawEntry[]> {
  const { who, what, event, since, before } = filter;
  if (what === 'question_decided') return [];
  return executor
    .selectFrom('audit_log')
    .select(['id', 'at', 'actor_name', 'what', 'event_id', 'subject_kind', 'subject_id', 'detail'])
    .$if(who === 'console', (query) => query.where('actor', 'is', null))
    .$if(who !== null && who !== 'console', (query) => query.where('actor', '=', who))
    .$if(what !== null, (query) => query.where('what', '=', what ?? ''))
    .$if(event !== null, (query) => query.where('event_id', '=', event))
    .$if(since !== null, (query) => query.where('at', '>=', since ?? ''))
    .$if(before !== null, (query) =>
      query.where((eb) =>
        eb.or([
          eb('at', '<', before?.at ?? ''),
          // Decisions are the last of their moment, whatever order the database gives to signs.
          ...(isDecisionId(before?.id ?? '')
            ? []
            : [eb.and([eb('at', '=', before?.at ?? ''), eb('id', '<', before?.id ?? '')])])
        ])
      )
    )
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(PAGE + 1)
    .execute();
}

async function describe(
  executor: Executor,
  entries: RawEntry[],
  lang: Locale
): Promise<AuditLine[]> {
  const texts = await loadTexts(executor, unique(entries.map((entry) => entry.event_id)));
  const staff = await namesOf(
    executor,
    unique(entries.map((entry) => (entry.subject_kind === 'staff' ? entry.subject_id : null)))
  );
  return entries.map((entry) => {
    const own = texts.get(entry.event_id ?? '') ?? [];
    const titles = own.flatMap((text) => (text.title ? [[text.lang, text.title]] : []));
    const { subject_kind: kind, subject_id: id } = entry;
    return {
      id: entry.id,
      at: entry.at,
      actorName: entry.actor_name,
      what: KNOWN.find((verb) => verb === entry.what) ?? null,
      eventId: entry.event_id,
      event: pickText(Object.fromEntries(titles), lang),
      subject: kind !== null && id !== null ? { kind, id, name: staff.get(id) ?? null } : null,
      detail: readDetail(entry.detail),
      isAttendeeExport: entry.what === 'attendees_exported'
    };
  });
}

const KNOWN = [...AUDIT_VERBS, 'question_decided'] as const;
const detailSchema = v.record(v.string(), v.union([v.string(), v.number()]));

function readDetail(json: string): Record<string, string | number> {
  return v.parse(detailSchema, JSON.parse(json));
}

async function namesOf(executor: Executor, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await executor
    .selectFrom('staff_users')
    .select(['id', 'name'])
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}

function unique(values: (string | null)[]): string[] {
  return [...new Set(values.flatMap((value) => value ?? []))];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Who stands in the filter: everybody of the staff, by name. For an admin, else null. */
export async function listAuditActors(
  { db }: Context,
  adminId: string
): Promise<{ id: string; name: string }[] | null> {
  if (!(await isAdmin(db, adminId))) return null;
  return db.selectFrom('staff_users').select(['id', 'name']).orderBy('name').execute();
}

/** The first instant of a day `YYYY-MM-DD` in a zone; null for what is no day. */
export function startOfDay(day: string, zone: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  try {
    return wholeDayInstants(day, 1, zone).startsAt;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
