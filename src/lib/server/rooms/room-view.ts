import type { RoomView } from '../../realtime/protocol.ts';
import type { Executor } from '../db/schema.ts';

/** `roomView` with what only staff need to know. */
export async function staffRoomView(executor: Executor, eventId: string): Promise<RoomView> {
  const { translation_policy: translation } = await executor
    .selectFrom('events')
    .select('translation_policy')
    .where('id', '=', eventId)
    .executeTakeFirstOrThrow();
  return { ...(await roomView(executor, eventId)), translation };
}

/** The state of a room as everybody sees it. Throws when the event does not exist. */
export async function roomView(executor: Executor, eventId: string): Promise<RoomView> {
  const row = await executor
    .selectFrom('events')
    .select(['qa', 'slow_seconds', 'notice', 'status', 'starts_at', 'ends_at'])
    .where('id', '=', eventId)
    .executeTakeFirstOrThrow();
  return {
    qa: row.qa,
    slow: row.slow_seconds,
    notice: JSON.parse(row.notice) as RoomView['notice'],
    status: row.status,
    startsAt: row.starts_at,
    endsAt: row.ends_at
  };
}
