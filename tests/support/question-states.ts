import * as v from 'valibot';
import { withHubDatabase } from './database-state.ts';
import type { HubProcess } from './hub-process.ts';

const STATUSES = [
  'waiting',
  'approved',
  'queued',
  'live',
  'answered',
  'declined',
  'merged',
  'withdrawn'
] as const;

const stateSchema = v.object({
  id: v.string(),
  lang: v.picklist(['es', 'en']),
  text: v.nullable(v.string()),
  otherText: v.nullable(v.string()),
  audience: v.picklist(['public', 'moderators']),
  status: v.picklist(STATUSES),
  previous: v.nullable(v.picklist(STATUSES)),
  reason: v.nullable(v.string()),
  mergedInto: v.nullable(v.string()),
  labels: v.pipe(
    v.string(),
    v.transform((json): unknown => JSON.parse(json)),
    v.array(v.string())
  ),
  translation: v.nullable(v.string()),
  edited: v.number(),
  version: v.number(),
  votes: v.number(),
  position: v.nullable(v.number()),
  createdAt: v.string(),
  answeredAt: v.nullable(v.string()),
  offset: v.nullable(v.number()),
  /** Who voted for it or for what was joined with it, each once, its author left out. */
  voters: v.number()
});

/** A question as it stands in the database of a hub. */
export type QuestionState = v.InferOutput<typeof stateSchema>;

const logSchema = v.object({
  id: v.string(),
  action: v.string(),
  /** The name of who decided; null for an author. */
  by: v.nullable(v.string())
});

/** One line of the log that staff follow. */
export type LogLine = v.InferOutput<typeof logSchema>;

/** All questions of the demo's panel as they stand in the database, by id. */
export function findStates(hub: HubProcess): Map<string, QuestionState> {
  const rows = v.parse(v.array(stateSchema), read(hub, STATES));
  return new Map(rows.map((row) => [row.id, row]));
}

/** What happened to the questions of the demo's panel, in the order in which it became true. */
export function findLog(hub: HubProcess): LogLine[] {
  return v.parse(v.array(logSchema), read(hub, LOG));
}

function read(hub: HubProcess, statement: string): unknown[] {
  return withHubDatabase(hub, (database) => database.prepare(statement).all(), { readonly: true });
}

/** The event with the most questions is the panel. */
const PANEL = 'select event_id from questions group by event_id order by count(*) desc limit 1';

const STATES = `
  with recursive joined(root, id) as (
    select id, id from questions
    union
    select joined.root, questions.id from questions join joined on questions.merged_into = joined.id
  )
  select q.id, q.lang, q.audience, q.status, q.previous_status as previous, q.decline_reason as reason,
    q.merged_into as mergedInto, q.labels, q.edited, q.version, q.votes, q.position,
    q.created_at as createdAt, q.answered_at as answeredAt, q.answered_offset as "offset",
    (select text from question_texts where question_id = q.id and lang = q.lang) as text,
    (select text from question_texts where question_id = q.id and lang != q.lang) as otherText,
    (select status from question_texts where question_id = q.id and lang != q.lang) as translation,
    (select count(distinct votes.viewer_id) from joined join votes on votes.question_id = joined.id
      where joined.root = q.id and votes.viewer_id is not q.viewer_id) as voters
  from questions q
  where q.event_id = (${PANEL})`;

const LOG = `
  select l.question_id as id, l.action, s.name as "by"
  from room_log l left join staff_users s on s.id = l.actor
  where l.audience = 'staff' and l.question_id is not null and l.event_id = (${PANEL})
  order by l.rev`;
