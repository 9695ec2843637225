import { roomNames } from './room-names.ts';
import type { Publisher, Revs } from './publisher.ts';
import type { RoomNamespace, RoomSocket } from './room-socket.ts';

/** Vote counts of one room go out together, at most once in this many milliseconds. */
const VOTES_INTERVAL = 200;

/** Whether the person behind a staff socket may still read its room. */
type StaysIn = (socket: RoomSocket) => Promise<boolean>;

export function openPublisher(namespace: RoomNamespace, staysIn: StaysIn): Publisher {
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
  const sendAway = (room: string, reason: 'signed_out' | 'removed'): void => {
    namespace.in(room).emit('leaving', { reason });
    namespace.in(room).disconnectSockets(true);
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
    publishSignals: (eventId, signals) =>
      void namespace.to(roomNames.signals(eventId)).emit('signals', { signals }),
    lastRev: (eventId, audience) => told.get(eventId)?.[audience] ?? 0,
    closeSession: (sessionId) => sendAway(roomNames.session(sessionId), 'signed_out'),
    closeStaff: (userId) => sendAway(roomNames.staff(userId), 'signed_out'),
    async recheckStaff(userId) {
      const ids = namespace.adapter.rooms.get(roomNames.staff(userId)) ?? [];
      for (const id of [...ids]) {
        const socket = namespace.sockets.get(id);
        if (!socket || (await staysIn(socket))) continue;
        socket.emit('leaving', { reason: 'removed' });
        socket.disconnect(true);
      }
    },
    closePlace: (link) => sendAway(roomNames.place(link), 'removed'),
    moveSeat(link, key) {
      const others = namespace.in(roomNames.place(link)).except(roomNames.seat(key));
      others.emit('leaving', { reason: 'removed' });
      others.disconnectSockets(true);
    },
    closePanel: (linkId) => sendAway(roomNames.panel(linkId), 'removed'),
    closeRoom: (eventId) => sendAway(roomNames.event(eventId), 'removed'),
    stop() {
      clearInterval(timer);
      flushVotes();
    }
  };
}
