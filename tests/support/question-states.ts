import * as v from 'valibot';
import { withHubDatabase } from './database-state.ts';
import type { HubProcess } from './hub-process.ts';

const rowSchema = v.object({
  id: v.string(),
  status: v.string(),
  previous: v.nullable(v.string()),
  reason: v.nullable(v.string()),
  mergedInto: v.nullable(v.string()),
  labels: v.pipe(
    v.string(),
    v.transform((json): unknown => JSON.parse(json)),
    v.array(v.string())
  ),
  version: v.number(),
  votes: v.number(),
  position: v.nullable(v.number()),
  translation: v.nullable(v.string()),
  edited: v.number()
});

/** A question as it stands in the database of a hub. */
export type QuestionState = v.InferOutput<typeof rowSchema>;

/** All questions of the demo's panel as they stand in the database, by id. */
export function findStates(hub: HubProcess): Map<string, QuestionState> {
  const found = withHubDatabase(hub, (database) => database.prepare(STATES).all(), {
    readonly: true
  });
  return new Map(v.parse(v.array(rowSchema), found).map((row) => [row.id, row]));
}

const STATES = `
  select q.id, q.status, q.previous_status as previous, q.decline_reason as reason,
    q.merged_into as mergedInto, q.labels, q.version, q.votes, q.position, q.edited,
    (select status from question_texts where question_id = q.id and lang != q.lang) as translation
  from questions q
  where q.event_id = (select event_id from questions group by event_id order by count(*) desc limit 1)`;
