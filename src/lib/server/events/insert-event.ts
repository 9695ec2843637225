import { randomUUID } from 'node:crypto';
import type { ImportEvent } from '../../schema/import.ts';
import type { Context } from '../context.ts';
import type { Trx } from '../db/schema.ts';
import type { WhenRow } from './clock.ts';
import { insertImportedQuestions } from './insert-imported-questions.ts';
import { saveEventDetails } from './save-event-details.ts';

/** Makes a new event with its texts, people, resources and first questions. Returns its id. */
export async function insertEvent(
  trx: Trx,
  context: Context,
  event: ImportEvent,
  times: WhenRow
): Promise<string> {
  const id = randomUUID();
  const now = context.now().toISOString();
  await trx
    .insertInto('events')
    .values({
      id,
      ...eventColumns(event),
      ...times,
      capacity: event.capacity,
      stream_capacity: event.streamCapacity,
      status: event.status ?? 'draft',
      qa: event.qa,
      ...(event.translation && { translation_policy: event.translation }),
      notice: '{}',
      stream_url: event.stream ?? null,
      stream_channels: JSON.stringify(event.channels ?? {}),
      created_at: now,
      updated_at: now
    })
    .execute();
  await saveEventDetails(trx, id, event);
  await insertImportedQuestions(trx, id, event.questions, context.now());
  return id;
}

/** The columns that a file decides every time it is imported, but for the seats: see `changeCapacity`. */
export function eventColumns(event: ImportEvent) {
  return {
    kind: event.kind,
    access: event.access,
    waitlist: event.waitlist,
    spoken: JSON.stringify(event.spoken),
    interpretation: JSON.stringify(event.interpretation),
    captions: JSON.stringify(event.captions),
    sign: JSON.stringify(event.sign)
  };
}
