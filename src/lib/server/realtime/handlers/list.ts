import { listSchema } from '../../../schema/question.ts';
import {
  listOwnQuestions,
  listPublicQuestions,
  listStaffQuestions
} from '../../questions/list-questions.ts';
import { guard } from '../guard.ts';
import type { Realtime, RoomSocket } from '../room-socket.ts';
import { stillStaff } from '../still-staff.ts';

/** The desk wants all of them, and soon. */
const STAFF_PAGE = 200;

/** `list`: everybody, each their own view. */
export function handleList(realtime: Realtime, socket: RoomSocket): void {
  const { db } = realtime.context;
  guard(realtime, socket, 'list', listSchema, async ({ sort, cursor }) => {
    const { eventId, viewerId, audience } = socket.data;
    if (sort === 'mine')
      return { ok: true, questions: viewerId ? await listOwnQuestions(db, eventId, viewerId) : [] };
    if (audience === 'viewers')
      return { ok: true, ...(await listPublicQuestions(db, eventId, { sort, cursor })) };
    if (!(await stillStaff(realtime, socket))) return { ok: false, code: 'forbidden' };
    const page = await listStaffQuestions(db, eventId, { sort, cursor, limit: STAFF_PAGE });
    return { ok: true, ...page };
  });
}
