import type { Answers, Refused, Requests, StaffQuestion } from './protocol.ts';
import { isStaffQuestion } from './question-list.ts';

type List = (request: Requests['list']) => Promise<({ ok: true } & Answers['list']) | Refused>;

/**
 * Asks for all questions of a room, page by page, until `take` has had enough. Returns whether the last
 * page came.
 */
export async function bringPages(
  list: List,
  take: (page: StaffQuestion[]) => boolean
): Promise<boolean> {
  let cursor: string | undefined;
  do {
    const answer = await list({ sort: 'new', ...(cursor ? { cursor } : {}) });
    if (!answer.ok || !take(answer.questions.filter(isStaffQuestion))) return false;
    cursor = answer.cursor;
  } while (cursor);
  return true;
}
