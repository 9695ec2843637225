import type { DefaultEventsMap, Namespace, Socket } from 'socket.io';
import type { ClientEvents, ServerEvents } from '../../realtime/protocol.ts';
import type { Context } from '../context.ts';
import type { PracticeFlows } from '../jobs/practice-flows.ts';
import type { Log } from '../log.ts';
import type { Translator } from '../questions/suggest-translation.ts';
import type { Seat } from '../rooms/one-seat.ts';
import type { Sessions, SignedIn } from '../staff/sessions.ts';
import type { Publisher } from './publisher.ts';

/** What the server knows of a connected socket; set once, by `authenticate`. */
export interface SocketData {
  eventId: string;
  /** Whether the room is a rehearsal's. */
  isRehearsal: boolean;
  lang: 'es' | 'en';
  /** Null for a client without an identity: it may read. */
  viewerId: string | null;
  staff: SignedIn | null;
  /** The private link of somebody of the panel who has no account. */
  panel: { id: string; name: string } | null;
  /** The seat on which a viewer of an RSVP-only room sits; null where nobody needs one. */
  seat: Seat | null;
  /** Whether this socket follows the staff's view of the room. */
  audience: 'viewers' | 'staff';
}

export type RoomNamespace = Namespace<ClientEvents, ServerEvents, DefaultEventsMap, SocketData>;
export type RoomSocket = Socket<ClientEvents, ServerEvents, DefaultEventsMap, SocketData>;

/** Staff at their desk or cue, and the panel. */
export function hearsSignals({ panel, audience }: SocketData): boolean {
  return panel !== null || audience === 'staff';
}

/** What the handlers work with. */
export interface Realtime {
  context: Context;
  sessions: Sessions;
  publisher: Publisher;
  /** The engine that suggests translations; null when the organisation chose none. */
  translator: Translator | null;
  practice: PracticeFlows;
  log: Log;
}
