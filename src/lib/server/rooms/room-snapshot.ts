import type {
  OwnQuestion,
  PublicQuestion,
  Snapshot,
  StaffQuestion
} from '../../realtime/protocol.ts';
import type { Executor } from '../db/schema.ts';
import {
  listOwnQuestions,
  listPublicQuestions,
  listStaffQuestions,
  listVotedIds
} from '../questions/list-questions.ts';
import { roomView } from './room-view.ts';

/** How many questions a page holds at its first paint; `list` brings the others. */
const FIRST_PAGE = 100;
const FIRST_PAGE_STAFF = 500;

/** All that a viewer may see of the room now. `viewers` is the caller's to fill: only the sockets know it. */
export async function viewerSnapshot(
  executor: Executor,
  eventId: string,
  viewerId: string | null
): Promise<Omit<Snapshot<PublicQuestion>, 'viewers'>> {
  const rev = await currentRev(executor, eventId, 'viewers_rev');
  const { questions } = await listPublicQuestions(executor, eventId, {
    sort: 'top',
    limit: FIRST_PAGE
  });
  return {
    rev,
    room: await roomView(executor, eventId),
    ...placed(questions),
    questions,
    mine: viewerId ? await listOwnQuestions(executor, eventId, viewerId) : [],
    voted: viewerId ? await listVotedIds(executor, eventId, viewerId) : []
  };
}

/** All that staff see of the room now, in the order in which questions came. */
export async function staffSnapshot(
  executor: Executor,
  eventId: string
): Promise<Omit<Snapshot<StaffQuestion>, 'viewers'>> {
  const rev = await currentRev(executor, eventId, 'staff_rev');
  const { questions } = await listStaffQuestions(executor, eventId, {
    sort: 'new',
    limit: FIRST_PAGE_STAFF
  });
  const mine: OwnQuestion[] = [];
  return {
    rev,
    room: await roomView(executor, eventId),
    ...placed(questions),
    questions,
    mine,
    voted: []
  };
}

function placed<Question extends { status: string }>(
  questions: readonly Question[]
): { live: Question | null; next: Question[] } {
  return {
    live: questions.find((question) => question.status === 'live') ?? null,
    next: questions.filter((question) => question.status === 'queued')
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
