import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect } from 'vitest';
import type {
  Changes,
  PublicQuestion,
  RoomView,
  StaffQuestion
} from '../../src/lib/realtime/protocol.ts';
import { askQuestion } from '../../src/lib/server/questions/ask-question.ts';
import {
  editOwnQuestion,
  withdrawOwnQuestion
} from '../../src/lib/server/questions/change-own-question.ts';
import { moderateQuestion } from '../../src/lib/server/questions/moderate-question.ts';
import { voteForQuestion } from '../../src/lib/server/questions/vote-question.ts';
import { changeRoom } from '../../src/lib/server/rooms/change-room.ts';
import { staffChangesSince, viewerChangesSince } from '../../src/lib/server/rooms/changes-since.ts';
import type { RoomChange } from '../../src/lib/server/rooms/room-change.ts';
import { staffSnapshot, viewerSnapshot } from '../../src/lib/server/rooms/room-snapshot.ts';
import type { TestContext } from './databases.ts';
import { decision, questionRow } from './questions.ts';

const VIEWERS = ['ana', 'ben', 'eva'] as const;
const viewer = fc.constantFrom(...VIEWERS);

/** One thing that somebody does in a room; `at` chooses among the questions so far. */
export const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('ask' as const),
      viewer,
      audience: fc.constantFrom('public' as const, 'public' as const, 'moderators' as const)
    })
  },
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('moderate' as const),
      action: fc.constantFrom(
        'approve',
        'approve',
        'queue',
        'unqueue',
        'decline',
        'restore',
        'start',
        'answer',
        'reopen',
        'undo'
      ),
      at: fc.nat()
    })
  },
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constant('vote' as const),
      viewer: fc.constantFrom('eva', 'ana'),
      on: fc.boolean(),
      at: fc.nat()
    })
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('edit' as const), at: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('withdraw' as const), at: fc.nat() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('room' as const),
      notice: fc.constantFrom('', 'Volvemos en cinco')
    })
  }
);
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Two questions that everybody sees, with a vote each: from here most things can happen. */
export const OPENING: Step[] = [
  { does: 'ask', viewer: 'ana', audience: 'public' },
  { does: 'ask', viewer: 'ben', audience: 'public' },
  { does: 'moderate', action: 'approve', at: 0 },
  { does: 'moderate', action: 'approve', at: 1 },
  { does: 'vote', viewer: 'eva', on: true, at: 0 },
  { does: 'vote', viewer: 'eva', on: true, at: 1 }
];

/** What a page holds; the room is in it so that changes of the room count too. */
export interface Page<Question> {
  rev: number;
  room: RoomView;
  questions: Question[];
}

/** A room that steps are played in; it keeps what viewers were told, and checks that the count has no gaps. */
export class PlayedRoom {
  readonly told: unknown[] = [];
  #context: TestContext;
  #eventId: string;
  #staffId: string;
  #ids: { id: string; author: string }[] = [];
  #revs = { viewers: 0, staff: 0 };
  #time = Date.parse('2026-11-24T18:00:00.000Z');

  constructor(context: TestContext, eventId: string, staffId: string) {
    this.#context = context;
    this.#eventId = eventId;
    this.#staffId = staffId;
  }

  async play(step: Step): Promise<void> {
    this.#context.setNow(new Date((this.#time += 11_000)).toISOString());
    const chosen = 'at' in step ? this.#ids[step.at % Math.max(1, this.#ids.length)] : undefined;
    if (step.does === 'ask') return this.#ask(step.viewer, step.audience);
    if (step.does === 'room')
      return this.#publish(
        (
          await changeRoom(this.#context, this.#eventId, this.#staffId, {
            notice: { es: step.notice, en: null }
          })
        ).change
      );
    if (chosen) return this.#touch(step, chosen);
  }

  async pages(): Promise<{ viewers: Page<PublicQuestion>; staff: Page<StaffQuestion> }> {
    const { db } = this.#context;
    const [viewers, staff] = [
      await viewerSnapshot(db, this.#eventId, null),
      await staffSnapshot(db, this.#eventId)
    ];
    expect({ viewers: viewers.rev, staff: staff.rev }).toEqual(this.#revs);
    return { viewers: pageOf(viewers), staff: pageOf(staff) };
  }

  async missed(viewersRev: number, staffRev: number): Promise<[Changes, Changes<StaffQuestion>]> {
    const { db } = this.#context;
    const [viewers, staff] = [
      await viewerChangesSince(db, this.#eventId, viewersRev),
      await staffChangesSince(db, this.#eventId, staffRev)
    ];
    if (!viewers || !staff) throw new Error('the changes are missing');
    return [viewers, staff];
  }

  /** No text that is not public now and never was is among the bytes; `told` holds what once was public. */
  async expectSecrets(bytes: string): Promise<void> {
    const rows = await this.#context.db
      .selectFrom('questions')
      .select(['id', 'audience'])
      .where('event_id', '=', this.#eventId)
      .execute();
    const shown = await this.#context.db
      .selectFrom('room_log')
      .select('question_id')
      .where('audience', '=', 'viewers')
      .where('event_id', '=', this.#eventId)
      .execute();
    const everPublic = new Set(shown.map((row) => row.question_id));
    for (const { id } of rows.filter(
      (row) => row.audience === 'moderators' || !everPublic.has(row.id)
    )) {
      expect(bytes).not.toContain(id);
      expect(bytes).not.toContain(`texto de ${id}`);
    }
  }

  async #ask(viewerId: string, audience: 'public' | 'moderators'): Promise<void> {
    const id = randomUUID();
    const asker = {
      eventId: this.#eventId,
      viewerId: this.#viewerId(viewerId),
      lang: 'es' as const
    };
    const outcome = await askQuestion(this.#context, asker, {
      id,
      text: `texto de ${id}`,
      name: null,
      audience
    });
    if (!outcome.ok) return;
    this.#ids.push({ id, author: asker.viewerId });
    this.#publish(outcome.change);
  }

  async #touch(
    step: Exclude<Step, { does: 'ask' | 'room' }>,
    { id, author }: { id: string; author: string }
  ): Promise<void> {
    const own = { eventId: this.#eventId, viewerId: author };
    if (step.does === 'vote') {
      await voteForQuestion(
        this.#context,
        { eventId: this.#eventId, viewerId: this.#viewerId(step.viewer) },
        { id, on: step.on }
      );
      return;
    }
    const outcome =
      step.does === 'edit'
        ? await editOwnQuestion(this.#context, own, { id, text: `otro texto de ${id}` })
        : step.does === 'withdraw'
          ? await withdrawOwnQuestion(this.#context, own, id)
          : await moderateQuestion(
              this.#context,
              this.#eventId,
              this.#staffId,
              decision(step.action, id, (await questionRow(this.#context, id)).version)
            );
    if (outcome.ok) this.#publish(outcome.change);
  }

  #publish(change: RoomChange | null): void {
    for (const audience of ['viewers', 'staff'] as const) {
      const changes = change?.[audience];
      if (!changes) continue;
      expect(changes.from).toBe(this.#revs[audience]);
      expect(changes.rev).toBeGreaterThan(changes.from);
      this.#revs[audience] = changes.rev;
    }
    this.told.push(change?.viewers);
  }

  #viewerId(name: string): string {
    return `${name}-${this.#eventId}`;
  }
}

function pageOf<Question>({ rev, room, questions }: Page<Question>): Page<Question> {
  return { rev, room, questions };
}
