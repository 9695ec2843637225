import { ANSWER_TIMEOUT, connectToRoom, type RoomConnection } from './connect.ts';
import type { FollowedRoom } from './followed-room.svelte.ts';
import { isRefused } from './is-refused.ts';
import { applyVotes } from './question-list.ts';
import type {
  Answers,
  Changes,
  HandshakeAuth,
  PublicQuestion,
  Refused,
  Requests,
  StaffQuestion
} from './protocol.ts';
import { NO_ANSWER, type RoomLine } from './room-line.ts';

/** A room is asked for again at most this often, in milliseconds. */
const RESYNC_PAUSE = 1_000;
/** How long until a busy hub is asked again, in milliseconds: a whole room does so at once. */
const RETRY_MIN = 500;
const RETRY_SPREAD = 4_500;

/** One page's connection to a room: keeps it current without gaps, and asks on its behalf. */
export class LiveConnection<Question extends PublicQuestion | StaffQuestion> implements RoomLine {
  /** Null until the first attempt has ended: a page that just opened is not "offline". */
  connected = $state<boolean | null>(null);
  readonly socket: RoomConnection<Question>;
  readonly #room: FollowedRoom<Question>;
  /** The first attempt has ended: what is asked for while a page opens waits for it. */
  readonly #attempted: Promise<void>;
  #resync: ReturnType<typeof setTimeout> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(room: FollowedRoom<Question>, auth: Omit<HandshakeAuth, 'since'>) {
    this.#room = room;
    this.socket = connectToRoom<Question>(() => ({ ...auth, since: room.rev }));
    this.#attempted = new Promise((resolve) => {
      for (const end of ['connect', 'connect_error', 'disconnect'] as const)
        this.socket.once(end, () => resolve());
    });
    this.socket.on('connect', () => (this.connected = true));
    this.socket.on('disconnect', (reason) => {
      if (reason !== 'io client disconnect') this.connected = false;
    });
    this.socket.on('connect_error', (error) => {
      this.connected = false;
      if (!isRefused(error) && !this.socket.active) this.#tryLater();
    });
    this.socket.on('snapshot', (snapshot) => room.replace(snapshot));
    this.socket.on('changes', (changes) => this.#take(changes));
  }

  /** Sends a request; an answer that does not come in time is `busy`, and asking again is harmless. */
  async request<Event extends keyof Requests>(
    event: Event,
    request: Requests[Event]
  ): Promise<({ ok: true } & Answers[Event]) | Refused> {
    if (this.connected === null) await this.#attempted;
    if (!this.socket.connected) return NO_ANSWER;
    try {
      return await (this.socket.timeout(ANSWER_TIMEOUT) as unknown as Asking).emitWithAck(
        event,
        request
      );
    } catch {
      return NO_ANSWER;
    }
  }

  close(): void {
    clearTimeout(this.#resync);
    clearTimeout(this.#retry);
    this.socket.disconnect();
  }

  /** A step that fits is made; a gap is asked for; of the past only numbers count, which are absolute. */
  #take(changes: Changes<Question>): void {
    const room = this.#room;
    if (changes.from === room.rev) room.apply(changes);
    else if (changes.rev > room.rev) this.#askAgain();
    else
      for (const item of changes.items)
        if (item.type === 'votes') room.questions = applyVotes(room.questions, item.votes);
  }

  /** socket.io comes back by itself after a lost line, and never once the hub has answered no. */
  #tryLater(): void {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.socket.connect(), RETRY_MIN + Math.random() * RETRY_SPREAD);
  }

  #askAgain(): void {
    this.#resync ??= setTimeout(() => {
      this.#resync = undefined;
      this.socket.disconnect().connect();
    }, Math.random() * RESYNC_PAUSE);
  }
}

/** socket.io's own types lose the link between an event and its answer. */
interface Asking {
  emitWithAck<Event extends keyof Requests>(
    event: Event,
    request: Requests[Event]
  ): Promise<({ ok: true } & Answers[Event]) | Refused>;
}
