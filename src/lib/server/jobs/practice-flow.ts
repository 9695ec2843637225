import type { PracticePace } from '../../realtime/protocol.ts';
import type { Context } from '../context.ts';
import type { LogAudience } from '../db/schema.ts';
import { describeError, type Log } from '../log.ts';
import { askNextPractice, voteInPractice } from '../rehearsals/practise.ts';
import type { RoomChange } from '../rooms/room-change.ts';

/** What a flow needs of the room's sockets. */
export interface PracticeRoom {
  publish(change: RoomChange | null): void;
  publishVotes(
    eventId: string,
    questionId: string,
    votes: number,
    revs: Record<LogAudience, number>
  ): void;
  /** Whether somebody of staff is connected to this room. */
  hasStaff(eventId: string): boolean;
}

/** Each step lets somebody vote; a question comes with every so many steps, or all of them with the first. */
export interface PracticeTimes {
  /** Milliseconds between two steps, and steps between two questions. */
  paces: Record<PracticePace, { pause: number; perQuestion: number }>;
  /** How long a flow goes on in a room without staff, in milliseconds. */
  patience: number;
  /** How many steps of votes follow the last question. */
  lastVotes: number;
}

export const PRACTICE_TIMES: PracticeTimes = {
  paces: {
    calm: { pause: 4_000, perQuestion: 3 },
    flood: { pause: 500, perQuestion: 2 },
    all: { pause: 500, perQuestion: 1 }
  },
  patience: 60_000,
  lastVotes: 240
};

interface Surroundings {
  context: Context;
  room: PracticeRoom;
  log: Log;
  times: PracticeTimes;
  /** Questions arrived, or the flow ended. */
  onNews(): void;
}

/** Made-up questions and votes on their way into one rehearsal, until nobody watches or there are no more. */
export class PracticeFlow {
  readonly pace: PracticePace;
  isRunning = true;
  readonly #eventId: string;
  readonly #around: Surroundings;
  #step = 0;
  #votesLeft: number;
  /** When staff was last seen, by the process's clock. */
  #seen = performance.now();
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void>;

  constructor(eventId: string, pace: PracticePace, around: Surroundings) {
    this.#eventId = eventId;
    this.pace = pace;
    this.#around = around;
    this.#votesLeft = around.times.lastVotes;
    this.#working = this.#run();
  }

  /** Nothing new begins; resolves when what is under way has ended. */
  stop(): Promise<void> {
    this.isRunning = false;
    clearTimeout(this.#timer);
    return this.#working;
  }

  async #run(): Promise<void> {
    try {
      if (!this.#isWatched() || !(await this.#askSome())) return this.#end();
      await this.#vote();
    } catch (error) {
      this.#around.log.error({ error: describeError(error) }, 'a rehearsal stopped');
      return this.#end();
    }
    this.#step += 1;
    if (!this.isRunning) return;
    const { pause } = this.#around.times.paces[this.pace];
    this.#timer = setTimeout(() => (this.#working = this.#run()), pause).unref();
  }

  #isWatched(): boolean {
    const now = performance.now();
    if (this.#around.room.hasStaff(this.#eventId)) this.#seen = now;
    return now - this.#seen <= this.#around.times.patience;
  }

  /** Asks what is due; false when the rehearsal is gone, or all has been asked and the last votes were cast. */
  async #askSome(): Promise<boolean> {
    const { paces } = this.#around.times;
    const isDue = this.#step % paces[this.pace].perQuestion === 0;
    let outcome = await this.#ask(isDue);
    while (outcome === 'asked' && this.pace === 'all' && this.isRunning)
      outcome = await this.#ask(true);
    if (outcome === 'finished') return this.#votesLeft-- > 0;
    return outcome !== 'not_found';
  }

  async #ask(isDue: boolean): Promise<'asked' | 'closed' | 'finished' | 'not_found'> {
    if (!isDue) return 'asked';
    const outcome = await askNextPractice(this.#around.context, this.#eventId);
    if (!outcome.ok) return outcome.code;
    this.#around.room.publish(outcome.change);
    this.#around.onNews();
    return 'asked';
  }

  async #vote(): Promise<void> {
    const { context, room } = this.#around;
    const cast = await voteInPractice(context, this.#eventId);
    if (cast) room.publishVotes(this.#eventId, cast.questionId, cast.votes, cast.revs);
  }

  #end(): void {
    this.isRunning = false;
    this.#around.onNews();
  }
}
