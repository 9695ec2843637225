import type {
  ChangeItem,
  Changes,
  PublicQuestion,
  StaffQuestion
} from '../../realtime/protocol.ts';
import type { Executor, LogAudience } from '../db/schema.ts';
import { loadPublicQuestions, loadStaffQuestions } from '../questions/load-views.ts';
import { PUBLIC_STATUSES } from '../../schema/question-states.ts';
import { roomView, staffRoomView } from './room-view.ts';

/** Whoever missed more than this gets a snapshot instead. */
const REPLAY_MAX = 300;

/** What a viewer missed since `since`, each question once and as it is now; null when a snapshot is due. */
export function viewerChangesSince(
  executor: Executor,
  eventId: string,
  since: number
): Promise<Changes<PublicQuestion> | null> {
  return changesSince(executor, eventId, 'viewers', since, loadPublicQuestions);
}

/** As `viewerChangesSince`, for staff. */
export function staffChangesSince(
  executor: Executor,
  eventId: string,
  since: number
): Promise<Changes<StaffQuestion> | null> {
  return changesSince(executor, eventId, 'staff', since, loadStaffQuestions);
}

async function changesSince<Question>(
  executor: Executor,
  eventId: string,
  audience: LogAudience,
  since: number,
  load: (executor: Executor, ids: readonly string[]) => Promise<Map<string, Question>>
): Promise<Changes<Question> | null> {
  const rev = await revOf(executor, eventId, audience);
  if (since > rev || rev - since > REPLAY_MAX) return null;
  const rows = await executor
    .selectFrom('room_log')
    .select('question_id')
    .where('event_id', '=', eventId)
    .where('audience', '=', audience)
    .where('rev', '>', since)
    .orderBy('rev')
    .execute();
  const ids = [...new Set(rows.flatMap((row) => row.question_id ?? []))];
  const loaded = await load(executor, ids);
  const items: ChangeItem<Question>[] = ids.map((id) => {
    const shown = loaded.get(id);
    return shown ? { type: 'question', question: shown } : { type: 'gone', id };
  });
  if (rows.some((row) => row.question_id === null))
    items.push({
      type: 'room',
      room: await (audience === 'staff' ? staffRoomView : roomView)(executor, eventId)
    });
  const votes = await currentVotes(executor, eventId, ids);
  if (Object.keys(votes).length > 0) items.push({ type: 'votes', votes });
  return { from: since, rev, items };
}

async function revOf(executor: Executor, eventId: string, audience: LogAudience): Promise<number> {
  const row = await executor
    .selectFrom('events')
    .select(['viewers_rev', 'staff_rev'])
    .where('id', '=', eventId)
    .executeTakeFirstOrThrow();
  return audience === 'viewers' ? row.viewers_rev : row.staff_rev;
}

/**
 * Votes are not in the log: whoever was away gets the numbers as they are, zeros too, because votes are
 * taken back. Questions in `told` carry their own number.
 */
async function currentVotes(
  executor: Executor,
  eventId: string,
  told: readonly string[]
): Promise<Record<string, number>> {
  const rows = await executor
    .selectFrom('questions')
    .select(['id', 'votes'])
    .where('event_id', '=', eventId)
    .where('audience', '=', 'public')
    .where('status', 'in', PUBLIC_STATUSES)
    .execute();
  const known = new Set(told);
  return Object.fromEntries(
    rows.filter((row) => !known.has(row.id)).map((row) => [row.id, row.votes])
  );
}
