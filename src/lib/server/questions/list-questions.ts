import type {
  ListSort,
  OwnQuestion,
  PublicQuestion,
  StaffQuestion
} from '../../realtime/protocol.ts';
import type { Executor } from '../db/schema.ts';
import { loadQuestions, loadStaffDetails, type LoadedQuestion } from './question-rows.ts';
import { ownQuestion, publicQuestion, staffQuestion } from './question-views.ts';
import { PUBLIC_STATUSES } from '../../schema/question-states.ts';

export const PAGE_SIZE = 50;
/** More than this many of one's own are not listed; the limits keep everybody far below. */
const OWN_MAX = 100;

export interface Page<Question> {
  questions: Question[];
  cursor?: string;
}

interface PageRequest {
  sort: Exclude<ListSort, 'mine'>;
  cursor?: string | undefined;
  limit?: number;
}

/** What everybody may see, most voted or newest first. An unknown cursor starts from the top. */
export async function listPublicQuestions(
  executor: Executor,
  eventId: string,
  request: PageRequest
): Promise<Page<PublicQuestion>> {
  const page = await selectPage(executor, eventId, request, true);
  return {
    ...page,
    questions: page.questions.flatMap((question) => publicQuestion(question) ?? [])
  };
}

/** Everything but withdrawn questions, for staff. */
export async function listStaffQuestions(
  executor: Executor,
  eventId: string,
  request: PageRequest
): Promise<Page<StaffQuestion>> {
  const page = await selectPage(executor, eventId, request, false);
  const details = await loadStaffDetails(
    executor,
    page.questions.map((question) => question.id)
  );
  return {
    ...page,
    questions: page.questions.map((question) => staffQuestion(question, details.get(question.id)))
  };
}

/** A viewer's own questions, newest first. */
export async function listOwnQuestions(
  executor: Executor,
  eventId: string,
  viewerId: string
): Promise<OwnQuestion[]> {
  const rows = await executor
    .selectFrom('questions')
    .select('id')
    .where('event_id', '=', eventId)
    .where('viewer_id', '=', viewerId)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(OWN_MAX)
    .execute();
  return (await inOrder(executor, rows)).map(ownQuestion);
}

/** The ids of what a viewer voted for. */
export async function listVotedIds(
  executor: Executor,
  eventId: string,
  viewerId: string
): Promise<string[]> {
  const rows = await executor
    .selectFrom('votes')
    .innerJoin('questions', 'questions.id', 'votes.question_id')
    .select('votes.question_id')
    .where('votes.viewer_id', '=', viewerId)
    .where('questions.event_id', '=', eventId)
    .execute();
  return rows.map((row) => row.question_id);
}

async function selectPage(
  executor: Executor,
  eventId: string,
  request: PageRequest,
  publicOnly: boolean
): Promise<Page<LoadedQuestion>> {
  const limit = request.limit ?? PAGE_SIZE;
  const after = decodeCursor(request.cursor);
  const byVotes = request.sort === 'top';
  let query = executor
    .selectFrom('questions')
    .select(['id', 'votes', 'created_at'])
    .where('event_id', '=', eventId)
    .where('status', '!=', 'withdrawn')
    .limit(limit + 1);
  if (publicOnly)
    query = query.where('audience', '=', 'public').where('status', 'in', PUBLIC_STATUSES);
  if (byVotes) {
    query = query.orderBy('votes', 'desc').orderBy('created_at').orderBy('id');
    if (after)
      query = query.where((eb) =>
        eb.or([
          eb('votes', '<', after.votes),
          eb.and([
            eb('votes', '=', after.votes),
            eb.or([
              eb('created_at', '>', after.at),
              eb.and([eb('created_at', '=', after.at), eb('id', '>', after.id)])
            ])
          ])
        ])
      );
  } else {
    query = query.orderBy('created_at', 'desc').orderBy('id');
    if (after)
      query = query.where((eb) =>
        eb.or([
          eb('created_at', '<', after.at),
          eb.and([eb('created_at', '=', after.at), eb('id', '>', after.id)])
        ])
      );
  }
  const rows = await query.execute();
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const questions = await inOrder(executor, rows.slice(0, limit));
  return last ? { questions, cursor: encodeCursor(last) } : { questions };
}

async function inOrder(
  executor: Executor,
  rows: readonly { id: string }[]
): Promise<LoadedQuestion[]> {
  const loaded = await loadQuestions(
    executor,
    rows.map((row) => row.id)
  );
  return rows.flatMap((row) => loaded.get(row.id) ?? []);
}

interface Cursor {
  votes: number;
  at: string;
  id: string;
}

function encodeCursor(row: { votes: number; created_at: string; id: string }): string {
  return Buffer.from([row.votes, row.created_at, row.id].join('|')).toString('base64url');
}

/** Only what `encodeCursor` writes: PostgreSQL refuses other numbers and a NUL with an error. */
function decodeCursor(cursor: string | undefined): Cursor | null {
  const text = Buffer.from(cursor ?? '', 'base64url').toString();
  const [, votes = '', at = '', id = ''] =
    /^(\d{1,9})\|([\dTZ:.-]{1,30})\|([\w-]{1,64})$/.exec(text) ?? [];
  return id ? { votes: Number(votes), at, id } : null;
}
