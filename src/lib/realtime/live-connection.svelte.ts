import { ANSWER_TIMEOUT, connectToRoom, type RoomConnection } from './connect.ts';
import type {
  Answers,
  Changes,
  HandshakeAuth,
  PublicQuestion,
  Refused,
  Requests,
  Snapshot,
  StaffQuestion
} from './protocol.ts';

type AnyQuestion = PublicQuestion | StaffQuestion;

/** What a page's state does with what it hears. */
export interface Follower {
  readonly rev: number;
  replace(snapshot: Snapshot<AnyQuestion>): void;
  /** A step that fits: `changes.from` is the follower's `rev`. */
  apply(changes: Changes<AnyQuestion>): void;
}

/** An asked-again room within this time is not asked again, in milliseconds. */
const RESYNC_PAUSE = 1_000;

/** One page's connection to a room: keeps a follower current without gaps, and asks on its behalf. */
export class LiveConnection {
  /** Null until the first attempt has ended: a page that just opened is not "offline". */
  connected = $state<boolean | null>(null);
  readonly socket: RoomConnection;
  #resynced = 0;

  constructor(follower: Follower, auth: Omit<HandshakeAuth, 'since'>) {
    this.socket = connectToRoom(() => ({ ...auth, since: follower.rev }));
    this.socket.on('connect', () => (this.connected = true));
    this.socket.on('disconnect', () => (this.connected = false));
    this.socket.on('connect_error', () => (this.connected = false));
    this.socket.on('snapshot', (snapshot) => follower.replace(snapshot));
    this.socket.on('changes', (changes) => {
      if (changes.from === follower.rev) follower.apply(changes);
      else if (changes.rev > follower.rev) this.#resync();
    });
  }

  /** Sends a request; an answer that does not come in time is `busy`, and asking again is harmless. */
  async request<Event extends keyof Requests>(
    event: Event,
    request: Requests[Event]
  ): Promise<({ ok: true } & Answers[Event]) | Refused> {
    if (!this.socket.connected) return LATER;
    try {
      return await (this.socket.timeout(ANSWER_TIMEOUT) as unknown as Asking).emitWithAck(
        event,
        request
      );
    } catch {
      return LATER;
    }
  }

  close(): void {
    this.socket.disconnect();
  }

  #resync(): void {
    if (performance.now() - this.#resynced < RESYNC_PAUSE) return;
    this.#resynced = performance.now();
    this.socket.disconnect().connect();
  }
}

const LATER: Refused = { ok: false, code: 'busy', message: '' };

/** socket.io's own types lose the link between an event and its answer. */
interface Asking {
  emitWithAck<Event extends keyof Requests>(
    event: Event,
    request: Requests[Event]
  ): Promise<({ ok: true } & Answers[Event]) | Refused>;
}
