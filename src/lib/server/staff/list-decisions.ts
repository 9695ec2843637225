import type { Executor } from '../db/schema.ts';
import type { AuditFilter, RawEntry } from './list-audit.ts';

/** What is decided about questions and rooms; keys of `team:audit.decision`. */
export const DECISIONS = [
  'approve',
  'decline',
  'restore',
  'queue',
  'unqueue',
  'move',
  'start',
  'answer',
  'reopen',
  'edit',
  'translate',
  'label',
  'merge',
  'unmerge',
  'undo',
  'note',
  'reply',
  'stand',
  'room',
  'translation',
  'change'
] as const;
export type Decision = (typeof DECISIONS)[number];

/** Decisions on the questions of one event, newest first, in the shape of audit entries. */
export async function listDecisions(
  executor: Executor,
  { who, event, since, before }: AuditFilter,
  limit: number
): Promise<RawEntry[]> {
  if (event === null || who === 'console') return [];
  const rows = await executor
    .selectFrom('room_log')
    .leftJoin('staff_users', 'staff_users.id', 'room_log.actor')
    .select(['rev', 'question_id', 'action', 'at', 'staff_users.name'])
    .where('room_log.event_id', '=', event)
    .where('room_log.audience', '=', 'staff')
    .where('room_log.actor', 'is not', null)
    .$if(who !== null, (query) => query.where('room_log.actor', '=', who))
    .$if(since !== null, (query) => query.where('room_log.at', '>=', since ?? ''))
    .$if(before !== null, (query) =>
      query.where((eb) =>
        eb.or([
          eb('room_log.at', '<', before?.at ?? ''),
          eb.and([
            eb('room_log.at', '=', before?.at ?? ''),
            eb('room_log.rev', '<', revOf(before?.id ?? ''))
          ])
        ])
      )
    )
    .orderBy('room_log.at', 'desc')
    .orderBy('room_log.rev', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: idOf(row.rev),
    at: row.at,
    actor_name: row.name ?? '',
    what: 'question_decided',
    event_id: event,
    subject_kind: row.question_id === null ? null : 'question',
    subject_id: row.question_id,
    detail: JSON.stringify({ action: row.action })
  }));
}

/** Sorts before every other id of the same moment, and among themselves by number. */
function idOf(rev: number): string {
  return `!${String(rev).padStart(12, '0')}`;
}

/** Of another id of the moment: all decisions of that moment come after it. */
function revOf(id: string): number {
  return isDecisionId(id) ? Number(id.slice(1)) : 2 ** 31 - 1;
}

/** Whether a line's id names a row of the room's log. */
export function isDecisionId(id: string): boolean {
  return id.startsWith('!');
}
