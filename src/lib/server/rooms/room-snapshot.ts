import type {
  OwnQuestion,
  PublicQuestion,
  Snapshot,
  StaffQuestion
} from '../../realtime/protocol.ts';
import type { Executor } from '../db/schema.ts';
import { loadDeskQuestions } from '../questions/desk-questions.ts';
import {
  listOwnQuestions,
  listPublicQuestions,
  listVotedIds
} from '../questions/list-questions.ts';
import { loadPublicQuestions } from '../questions/load-views.ts';
import { roomView, staffRoomView } from './room-view.ts';

/** How many questions a page holds at its first paint; `list` brings the others. */
const FIRST_PAGE = 100;

/** All that a viewer may see of the room now; `partial` when `list` has more. `viewers` is the caller's to fill: only the sockets know it. */
export async function viewerSnapshot(
  executor: Executor,
  eventId: string,
  viewerId: string | null
): Promise<Omit<Snapshot<PublicQuestion>, 'viewers'>> {
  const rev = await currentRev(executor, eventId, 'viewers_rev');
  const { questions: top, cursor } = await listPublicQuestions(executor, eventId, {
    sort: 'top',
    limit: FIRST_PAGE
  });
  const questions = [...top, ...(await placedBeyond(executor, eventId, top))];
  return {
    rev,
    room: await roomView(executor, eventId),
    ...placed(questions),
    questions,
    mine: viewerId ? await listOwnQuestions(executor, eventId, viewerId) : [],
    voted: viewerId ? await listVotedIds(executor, eventId, viewerId) : [],
    ...(cursor ? { partial: true as const } : {})
  };
}

/** What staff see of the room now; `partial` when `list` has more. */
export async function staffSnapshot(
  executor: Executor,
  eventId: string
): Promise<Omit<Snapshot<StaffQuestion>, 'viewers'>> {
  const rev = await currentRev(executor, eventId, 'staff_rev');
  const { questions, partial } = await loadDeskQuestions(executor, eventId);
  const mine: OwnQuestion[] = [];
  return {
    rev,
    room: await staffRoomView(executor, eventId),
    ...placed(questions),
    questions,
    mine,
    voted: [],
    ...(partial ? { partial: true as const } : {})
  };
}

/** The live question and "next up" belong to every page, however few votes they have. */
async function placedBeyond(
  executor: Executor,
  eventId: string,
  known: readonly PublicQuestion[]
): Promise<PublicQuestion[]> {
  const rows = await executor
    .selectFrom('questions')
    .select('id')
    .where('event_id', '=', eventId)
    .where('status', 'in', ['live', 'queued'])
    .execute();
  const ids = rows.map((row) => row.id).filter((id) => !known.some((one) => one.id === id));
  return [...(await loadPublicQuestions(executor, ids)).values()];
}

function placed<Question extends PublicQuestion | StaffQuestion>(
  questions: readonly Question[]
): { live: Question | null; next: Question[] } {
  const placeOf = ({ position }: Question): number => position ?? Number.MAX_SAFE_INTEGER;
  return {
    live: questions.find((question) => question.status === 'live') ?? null,
    next: questions
      .filter((question) => question.status === 'queued')
      .sort((a, b) => placeOf(a) - placeOf(b))
  };
}

async function currentRev(
  executor: Executor,
  eventId: string,
  column: 'viewers_rev' | 'staff_rev'
): Promise<number> {
  const row = await executor
    .selectFrom('events')
    .select(column)
    .where('id', '=', eventId)
    .executeTakeFirstOrThrow();
  return row[column] ?? 0;
}
