import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { expect, vi } from 'vitest';
import { DeskState } from '../../src/lib/realtime/desk.svelte.ts';
import type {
  Answers,
  Refused,
  Requests,
  Snapshot,
  StaffQuestion
} from '../../src/lib/realtime/protocol.ts';
import { NO_ANSWER, type RoomLine } from '../../src/lib/realtime/room-line.ts';
import { moderateSchema } from '../../src/lib/schema/question.ts';
import { listStaffQuestions } from '../../src/lib/server/questions/list-questions.ts';
import { moderateQuestion } from '../../src/lib/server/questions/moderate-question.ts';
import { staffChangesSince } from '../../src/lib/server/rooms/changes-since.ts';
import { staffSnapshot } from '../../src/lib/server/rooms/room-snapshot.ts';
import { createStaffUser } from '../../src/lib/server/staff/users.ts';
import type { TestContext } from './databases.ts';
import { publishEvent } from './events.ts';
import { addQuestion } from './questions.ts';

/** A desk of one moderator that works on the real rules, without sockets between. */
export interface TestDesk {
  desk: DeskState;
  staffId: string;
  /** How often the hub was asked to decide. */
  sent: Requests['moderate'][];
  cutLine(): void;
  /** Catches up as a socket does, and lets waiting decisions out. */
  mendLine(): Promise<void>;
  /** The answer to the next decision gets lost, although the hub makes it. */
  loseNextAnswer(): void;
  /** The next decision never arrives, and the line is cut. */
  loseNextRequest(): void;
  /** A reload of the page: a new desk on what the hub knows and the tab kept. */
  reload(): Promise<TestDesk>;
  /** Hears what others did. */
  listen(): Promise<void>;
}

/** A room with so many waiting questions, and two moderators at its desk. */
export async function openWith(context: TestContext, count: number) {
  const eventId = await publishEvent(context);
  const ids: string[] = [];
  for (let index = 0; index < count; index++)
    ids.push(await addQuestion(context, eventId, 'waiting', { created_at: at(index) }));
  const ana = await sitDown(context, eventId, 'Ana');
  const marco = await sitDown(context, eventId, 'Marco');
  return { context, eventId, ids: ids as [string, ...string[]], ana, marco };
}

/** What the hub would send to this desk if it came anew. */
export async function snapshotOf({ reload }: TestDesk): Promise<Snapshot<StaffQuestion>> {
  const { rev, room, questions } = (await reload()).desk;
  return { rev, room, questions, live: null, next: [], mine: [], voted: [], viewers: 0 };
}

/** An instant shortly before the tests' clock. */
export function at(seconds: number): string {
  return new Date(Date.parse('2026-11-24T17:00:00.000Z') + seconds * 1_000).toISOString();
}

export function idsOf(questions: readonly StaffQuestion[]): string[] {
  return questions.map(({ id }) => id);
}

export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  await vi.waitFor(async () => expect(await condition()).toBe(true), 5_000);
}

/** Sits a moderator with this name down at the event's desk. */
export async function sitDown(
  context: TestContext,
  eventId: string,
  name: string
): Promise<TestDesk> {
  const outcome = await createStaffUser(context, {
    email: `${randomUUID()}@example.org`,
    name,
    roles: [{ role: 'moderator', eventId }],
    password: 'correct horse'
  });
  if (!outcome.ok) throw new Error(outcome.code);
  return openDesk(context, eventId, { id: outcome.user.id, name });
}

async function openDesk(
  context: TestContext,
  eventId: string,
  staff: { id: string; name: string }
): Promise<TestDesk> {
  const snapshot = { ...(await staffSnapshot(context.db, eventId)), viewers: 0 };
  const desk = new DeskState(snapshot, staff, eventId);
  desk.now = context.now().getTime();
  const line = new DirectLine(context, eventId, staff.id);
  const listen = async (): Promise<void> => {
    const changes = await staffChangesSince(context.db, eventId, desk.rev);
    if (changes && line.connected) desk.apply(changes);
  };
  desk.join(line);
  await listen();
  return {
    desk,
    staffId: staff.id,
    sent: line.sent,
    cutLine: () => (line.connected = false),
    async mendLine() {
      line.connected = true;
      await listen();
    },
    loseNextAnswer: () => (line.losesAnswer = true),
    loseNextRequest: () => (line.losesRequest = true),
    reload: () => openDesk(context, eventId, staff),
    listen
  };
}

class DirectLine implements RoomLine {
  connected = true;
  losesAnswer = false;
  losesRequest = false;
  readonly sent: Requests['moderate'][] = [];
  readonly #context: TestContext;
  readonly #eventId: string;
  readonly #staffId: string;

  constructor(context: TestContext, eventId: string, staffId: string) {
    this.#context = context;
    this.#eventId = eventId;
    this.#staffId = staffId;
  }

  async request<Event extends keyof Requests>(
    event: Event,
    request: Requests[Event]
  ): Promise<({ ok: true } & Answers[Event]) | Refused> {
    if (!this.connected) return NO_ANSWER;
    if (this.losesRequest) {
      this.losesRequest = this.connected = false;
      return NO_ANSWER;
    }
    const answer = event === 'list' ? await this.#list(request) : await this.#moderate(request);
    if (this.losesAnswer) {
      this.losesAnswer = false;
      this.connected = false;
      return NO_ANSWER;
    }
    return answer as ({ ok: true } & Answers[Event]) | Refused;
  }

  async #list(request: object) {
    const { cursor } = request as Requests['list'];
    const options = { sort: 'new' as const, cursor, limit: 7 };
    return { ok: true, ...(await listStaffQuestions(this.#context.db, this.#eventId, options)) };
  }

  async #moderate(request: object) {
    const input = v.parse(moderateSchema, request);
    if (input.action !== 'claim' && input.action !== 'release') this.sent.push(input as never);
    const outcome = await moderateQuestion(this.#context, this.#eventId, this.#staffId, input);
    return outcome.ok ? { ok: true, question: outcome.question } : { ...outcome, message: '' };
  }
}
