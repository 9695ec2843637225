import { sql } from 'kysely';
import type { Executor } from '../db/schema.ts';

/** The ids of a question and of all that were joined with it, directly or through others. */
export async function joinedIds(executor: Executor, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive joined(id) as (
      select id from questions where id = ${id}
      union
      select questions.id from questions join joined on questions.merged_into = joined.id
    )
    select id from joined`.execute(executor);
  return rows.map((row) => row.id);
}
