import type { Context } from '../context.ts';
import type { Executor, LogAudience } from '../db/schema.ts';
import { askQuestion } from '../questions/ask-question.ts';
import { VOTABLE_STATUSES } from '../../schema/question-states.ts';
import { voteForQuestion } from '../questions/vote-question.ts';
import type { RoomChange } from '../rooms/room-change.ts';
import {
  PRACTICE_QUESTIONS,
  PRACTICE_VOTERS,
  practiceAsk,
  practiceIds,
  practiceViewer
} from './practice-questions.ts';

export type PracticeAsk =
  | { ok: true; change: RoomChange | null }
  /** `not_found`: no rehearsal; `finished`: all have been asked; `closed`: the desk takes none now. */
  | { ok: false; code: 'not_found' | 'finished' | 'closed' };

/** Lets the next made-up question of a rehearsal be asked, as any viewer asks. Refuses every real event. */
export async function askNextPractice(context: Context, eventId: string): Promise<PracticeAsk> {
  if (!(await isRehearsal(context.db, eventId))) return { ok: false, code: 'not_found' };
  const asked = await askedIds(context.db, eventId);
  const index = practiceIds(eventId).findIndex((id) => !asked.has(id));
  if (index < 0) return { ok: false, code: 'finished' };
  const input = practiceAsk(eventId, index);
  const viewerId = practiceViewer(context.keys, eventId, 'asker', index);
  const outcome = await askQuestion(
    context,
    { eventId, viewerId, lang: input.lang ?? 'es' },
    input
  );
  return outcome.ok ? { ok: true, change: outcome.change } : { ok: false, code: 'closed' };
}

export interface PracticeVote {
  questionId: string;
  votes: number;
  revs: Record<LogAudience, number>;
}

/**
 * Lets one practice viewer vote, as any viewer votes; early questions are the popular ones. `random` gives
 * numbers from 0 to 1. Null when there was nothing new to vote for, and in every real event.
 */
export async function voteInPractice(
  context: Context,
  eventId: string,
  random: () => number = Math.random
): Promise<PracticeVote | null> {
  if (!(await isRehearsal(context.db, eventId))) return null;
  const ids = await votableIds(context.db, eventId);
  const id = ids[Math.floor(random() ** 2 * ids.length)];
  if (!id) return null;
  const voter = Math.floor(random() * PRACTICE_VOTERS);
  const viewerId = practiceViewer(context.keys, eventId, 'voter', voter);
  const outcome = await voteForQuestion(context, { eventId, viewerId }, { id, on: true });
  return outcome.ok && outcome.changed
    ? { questionId: id, votes: outcome.votes, revs: outcome.revs }
    : null;
}

/** How many of the made-up questions have arrived, and how many there are. */
export async function countPractice(
  context: Context,
  eventId: string
): Promise<{ asked: number; total: number }> {
  return {
    asked: (await askedIds(context.db, eventId)).size,
    total: PRACTICE_QUESTIONS.length
  };
}

async function isRehearsal(executor: Executor, eventId: string): Promise<boolean> {
  const row = await executor
    .selectFrom('events')
    .select('id')
    .where('id', '=', eventId)
    .where('rehearsal_of', 'is not', null)
    .executeTakeFirst();
  return row !== undefined;
}

async function askedIds(executor: Executor, eventId: string): Promise<Set<string>> {
  const rows = await executor
    .selectFrom('questions')
    .select('id')
    .where('event_id', '=', eventId)
    .where('id', 'in', practiceIds(eventId))
    .execute();
  return new Set(rows.map((row) => row.id));
}

async function votableIds(executor: Executor, eventId: string): Promise<string[]> {
  const rows = await executor
    .selectFrom('questions')
    .select('id')
    .where('event_id', '=', eventId)
    .where('audience', '=', 'public')
    .where('status', 'in', VOTABLE_STATUSES)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => row.id);
}
