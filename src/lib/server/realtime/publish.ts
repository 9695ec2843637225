import type { LogAudience } from '../db/schema.ts';
import type { RoomChange } from '../rooms/room-change.ts';
import { roomNames } from './authenticate.ts';
import type { RoomNamespace } from './room-server.ts';

/** Vote counts of one room go out together, at most once in this many milliseconds. */
const VOTES_INTERVAL = 200;

/** Tells the rooms what was committed; call it after the commit, never inside a transaction. */
export interface Publisher {
  publish(change: RoomChange | null): void;
  /** A question's number of votes as it is now, with the rooms' counts as the vote saw them. */
  publishVotes(eventId: string, questionId: string, votes: number, revs: Revs): void;
  /** The last step that an audience was told of by this process. */
  lastRev(eventId: string, audience: LogAudience): number;
  /** Closes the sockets of a session that ended. */
  closeSession(sessionId: string): void;
  stop(): void;
}

export type Revs = Record<LogAudience, number>;

export function openPublisher(namespace: RoomNamespace): Publisher {
  const told = new Map<string, Revs>();
  const votes = new Map<string, { counts: Record<string, number>; revs: Revs }>();

  const remember = (eventId: string, revs: Partial<Revs>): Revs => {
    const before = told.get(eventId) ?? { viewers: 0, staff: 0 };
    const after = {
      viewers: Math.max(before.viewers, revs.viewers ?? 0),
      staff: Math.max(before.staff, revs.staff ?? 0)
    };
    told.set(eventId, after);
    return after;
  };

  /** A `votes` item is no step of the log: it goes from the present count to the same. */
  const flushVotes = (): void => {
    for (const [eventId, batch] of votes) {
      const revs = remember(eventId, batch.revs);
      for (const audience of ['viewers', 'staff'] as const) {
        const changes = {
          from: revs[audience],
          rev: revs[audience],
          items: [{ type: 'votes' as const, votes: batch.counts }]
        };
        namespace.to(roomNames.audience(eventId, audience)).emit('changes', changes);
      }
    }
    votes.clear();
  };
  const timer = setInterval(flushVotes, VOTES_INTERVAL);
  timer.unref();

  return {
    publish(change) {
      if (!change) return;
      const { eventId, viewers, staff, mine } = change;
      remember(eventId, {
        ...(viewers ? { viewers: viewers.rev } : {}),
        ...(staff ? { staff: staff.rev } : {})
      });
      if (staff) namespace.to(roomNames.audience(eventId, 'staff')).emit('changes', staff);
      if (viewers) namespace.to(roomNames.audience(eventId, 'viewers')).emit('changes', viewers);
      for (const { viewerId, question } of mine)
        namespace.to(roomNames.author(viewerId)).emit('mine', { question });
    },
    publishVotes(eventId, questionId, count, revs) {
      const batch = votes.get(eventId) ?? { counts: {}, revs };
      votes.set(eventId, { counts: { ...batch.counts, [questionId]: count }, revs });
    },
    lastRev: (eventId, audience) => told.get(eventId)?.[audience] ?? 0,
    closeSession(sessionId) {
      const sockets = namespace.in(roomNames.session(sessionId));
      sockets.emit('leaving', { reason: 'signed_out' });
      sockets.disconnectSockets(true);
    },
    stop() {
      clearInterval(timer);
      flushVotes();
    }
  };
}
