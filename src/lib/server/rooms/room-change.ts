import type {
  ChangeItem,
  Changes,
  OwnQuestion,
  PublicQuestion,
  StaffQuestion
} from '../../realtime/protocol.ts';
import type { Context } from '../context.ts';
import type { Trx } from '../db/schema.ts';
import { loadQuestions, type LoadedQuestion } from '../questions/question-rows.ts';
import { ownQuestion, publicQuestion, staffQuestion } from '../questions/question-views.ts';
import { appendToLog } from './room-log.ts';
import { roomView } from './room-view.ts';

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

/** Logs the touched questions for both audiences and builds what each will be told. */
export async function recordQuestionChange(
  trx: Trx,
  context: Context,
  eventId: string,
  actor: string | null,
  touched: readonly TouchedQuestion[]
): Promise<RoomChange> {
  const loaded = await loadQuestions(
    trx,
    touched.map((one) => one.id)
  );
  const known = touched.flatMap((one) => {
    const question = loaded.get(one.id);
    return question ? [{ ...one, question, item: viewerItem(question, one.wasPublic) }] : [];
  });
  const forViewers = known.filter((one) => one.item !== null);
  const steps = await appendToLog(trx, context, eventId, actor, {
    viewers: forViewers.map(({ id, action }) => ({ questionId: id, action })),
    staff: known.map(({ id, action }) => ({ questionId: id, action }))
  });
  return {
    eventId,
    viewers:
      forViewers.length > 0
        ? { ...steps.viewers, items: forViewers.flatMap(({ item }) => item ?? []) }
        : null,
    staff: {
      ...steps.staff,
      items: known.map(({ question }) => ({ type: 'question', question: staffQuestion(question) }))
    },
    mine: known.flatMap(({ question }) =>
      question.viewer_id ? [{ viewerId: question.viewer_id, question: ownQuestion(question) }] : []
    )
  };
}

/** Logs a change of the room itself. */
export async function recordRoomChange(
  trx: Trx,
  context: Context,
  eventId: string,
  actor: string | null
): Promise<RoomChange> {
  const rows = [{ questionId: null, action: 'room' }];
  const steps = await appendToLog(trx, context, eventId, actor, { viewers: rows, staff: rows });
  const items: ChangeItem<never>[] = [{ type: 'room', room: await roomView(trx, eventId) }];
  return {
    eventId,
    viewers: { ...steps.viewers, items },
    staff: { ...steps.staff, items },
    mine: []
  };
}

function viewerItem(question: LoadedQuestion, wasPublic: boolean): ChangeItem | null {
  const view = publicQuestion(question);
  if (view) return { type: 'question', question: view };
  return wasPublic ? { type: 'gone', id: question.id } : null;
}
