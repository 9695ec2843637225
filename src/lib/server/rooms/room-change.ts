import type {
  ChangeItem,
  Changes,
  OwnQuestion,
  PublicQuestion,
  RoomView,
  StaffQuestion
} from '../../realtime/protocol.ts';
import type { Context } from '../context.ts';
import type { Trx } from '../db/schema.ts';
import { loadQuestions, type LoadedQuestion } from '../questions/question-rows.ts';
import { loadStaffQuestions } from '../questions/load-views.ts';
import { joinedIds } from '../questions/joined-questions.ts';
import { ownQuestion, publicQuestion } from '../questions/question-views.ts';
import { appendToLog } from './room-log.ts';
import { roomView, staffRoomView } from './room-view.ts';

/** What a committed change means to each audience; the edge hands it to `publish`. */
export interface RoomChange {
  eventId: string;
  viewers: Changes<PublicQuestion> | null;
  staff: Changes<StaffQuestion> | null;
  /** What became of a question, for its author alone. */
  mine: { viewerId: string; question: OwnQuestion }[];
}

/** A question before and after an action; `wasPublic` decides between "new" and "gone" for viewers. */
export interface TouchedQuestion {
  id: string;
  action: string;
  wasPublic: boolean;
}

/** What happens among staff: viewers are not told that it did, nor is the author. */
const AMONG_STAFF = new Set(['claim', 'release', 'note', 'label', 'stand']);

/** Logs the touched questions for both audiences and builds what each will be told. */
export async function recordQuestionChange(
  trx: Trx,
  context: Context,
  eventId: string,
  actor: string | null,
  touched: readonly TouchedQuestion[]
): Promise<RoomChange> {
  const byId = Map.groupBy(touched, ({ id }) => id);
  const ids = [...byId.keys()];
  const loaded = await loadQuestions(trx, ids);
  const forStaff = await loadStaffQuestions(trx, ids);
  const known = ids
    .flatMap((id) => loaded.get(id) ?? [])
    .map((question) => newsOf(question, byId.get(question.id) ?? []));
  const forViewers = known.filter((one) => one.item !== null);
  const steps = await appendToLog(trx, context, eventId, actor, {
    viewers: forViewers.map(({ question, action }) => ({ questionId: question.id, action })),
    staff: known.map(({ question, action }) => ({ questionId: question.id, action }))
  });
  return {
    eventId,
    viewers:
      forViewers.length > 0
        ? { ...steps.viewers, items: forViewers.flatMap(({ item }) => item ?? []) }
        : null,
    staff: {
      ...steps.staff,
      items: known.flatMap(({ question }) => {
        const view = forStaff.get(question.id);
        return view ? [{ type: 'question' as const, question: view }] : [];
      })
    },
    mine: await newsForAuthors(
      trx,
      known.flatMap(({ question, isSeen }) => (isSeen ? question : []))
    )
  };
}

function newsOf(question: LoadedQuestion, touched: readonly TouchedQuestion[]) {
  const isSeen = touched.some(({ action }) => !AMONG_STAFF.has(action));
  const wasPublic = touched.some((one) => one.wasPublic);
  const item = isSeen ? viewerItem(question, wasPublic) : null;
  return { question, item, isSeen, action: touched.at(-1)?.action ?? 'change' };
}

/** The authors of these questions, and of those that were joined with them: they follow the same one. */
async function newsForAuthors(
  trx: Trx,
  questions: readonly LoadedQuestion[]
): Promise<RoomChange['mine']> {
  const joined = await Promise.all(questions.map((question) => joinedIds(trx, question.id)));
  const others = joined.flat().filter((id) => !questions.some((question) => question.id === id));
  const followers = await loadQuestions(trx, [...new Set(others)]);
  return [...questions, ...followers.values()].flatMap((question) =>
    question.viewer_id ? [{ viewerId: question.viewer_id, question: ownQuestion(question) }] : []
  );
}

/** Logs a change of the room itself; `forStaff` alone, where viewers would see none. */
export async function recordRoomChange(
  trx: Trx,
  context: Context,
  eventId: string,
  actor: string | null,
  forStaff = false
): Promise<RoomChange> {
  const rows = [{ questionId: null, action: forStaff ? 'translation' : 'room' }];
  const steps = await appendToLog(trx, context, eventId, actor, {
    viewers: forStaff ? [] : rows,
    staff: rows
  });
  const itemOf = (room: RoomView): ChangeItem<never>[] => [{ type: 'room', room }];
  return {
    eventId,
    viewers: forStaff ? null : { ...steps.viewers, items: itemOf(await roomView(trx, eventId)) },
    staff: { ...steps.staff, items: itemOf(await staffRoomView(trx, eventId)) },
    mine: []
  };
}

function viewerItem(question: LoadedQuestion, wasPublic: boolean): ChangeItem | null {
  const view = publicQuestion(question);
  if (view) return { type: 'question', question: view };
  return wasPublic ? { type: 'gone', id: question.id } : null;
}
