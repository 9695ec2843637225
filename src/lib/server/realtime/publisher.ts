import type { Signal } from '../../realtime/protocol.ts';
import type { LogAudience } from '../db/schema.ts';
import type { RoomChange } from '../rooms/room-change.ts';

/** How many steps each audience of a room has had. */
export type Revs = Record<LogAudience, number>;

/** Tells the rooms what was committed; call it after the commit, never inside a transaction. */
export interface Publisher {
  publish(change: RoomChange | null): void;
  /** A question's number of votes as it is now, with the rooms' counts as the vote saw them. */
  publishVotes(eventId: string, questionId: string, votes: number, revs: Revs): void;
  /** The signals of an event as they are now, to its staff and its panel. */
  publishSignals(eventId: string, signals: Signal[]): void;
  /** The last step that an audience was told of by this process. */
  lastRev(eventId: string, audience: LogAudience): number;
  /** Closes the sockets of a session that ended. */
  closeSession(sessionId: string): void;
  /** Closes every socket of somebody of staff: the account was closed. */
  closeStaff(userId: string): void;
  /** A role changed: closes the sockets of this person in rooms that they may not read any more. */
  recheckStaff(userId: string): Promise<void>;
  /** Closes the sockets that came in by this private link: the place is given up. */
  closePlace(link: string): void;
  /** A seat moved to another browser: closes the sockets of every other one that came by this private link. */
  moveSeat(link: string, key: string): void;
  /** Closes the sockets of a panel link that was revoked. */
  closePanel(linkId: string): void;
  /** Closes all sockets of a room that is no more. */
  closeRoom(eventId: string): void;
  stop(): void;
}
