import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { onBothDatabases, type TestContext } from '../../../tests/support/databases.ts';
import { at, until } from '../../../tests/support/desk.ts';
import { publishEvent } from '../../../tests/support/events.ts';
import { addQuestion } from '../../../tests/support/questions.ts';
import { listPublicQuestions } from '../server/questions/list-questions.ts';
import { viewerSnapshot } from '../server/rooms/room-snapshot.ts';
import type { PublicQuestion, Requests } from './protocol.ts';
import type { RoomLine } from './room-line.ts';
import { RoomState } from './room.svelte.ts';

/** More than the first paint holds, which is a hundred. */
const MANY = 130;

beforeEach(() => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
  onTestFinished(() => void vi.restoreAllMocks());
});

onBothDatabases('a room with a long list', (setUp) => {
  test('brings what the first paint did not hold, below what is read already', async () => {
    const { room, byVotes, answered, connect } = await openLongRoom(await setUp());
    const first = idsOf(room.listed);
    expect(first).toEqual(byVotes.slice(0, 100));
    connect();
    await until(() => room.listed.length === MANY);
    expect(idsOf(room.listed)).toEqual(byVotes);
    expect(room.unseen).toBe(0);
    expect(idsOf(room.answered)).toEqual([answered]);
  });

  test('never says of older questions that they are new, and puts them in their place by time', async () => {
    const { room, connect } = await openLongRoom(await setUp());
    const unseen: number[] = [];
    room.reorder('new');
    connect(() => unseen.push(room.unseen));
    await until(() => room.listed.length === MANY);
    const times = room.listed.map(({ createdAt }) => createdAt);
    expect(times).toEqual([...times].sort().reverse());
    expect(Math.max(...unseen)).toBe(0);
  });

  test('does not bring back what left while the pages came', async () => {
    const { room, byVotes, connect } = await openLongRoom(await setUp());
    const [gone = ''] = byVotes.slice(-1);
    connect(() => {
      if (room.rev === 0) room.apply({ from: 0, rev: 1, items: [{ type: 'gone', id: gone }] });
    });
    await until(() => room.listed.length === MANY - 1);
    expect(idsOf(room.questions)).not.toContain(gone);
  });

  test('forgets after a gap what is not there any more, and keeps the rest meanwhile', async () => {
    const context = await setUp();
    const { room, eventId, byVotes, connect } = await openLongRoom(context);
    connect();
    await until(() => room.listed.length === MANY);
    const [last = ''] = byVotes.slice(-1);
    await context.db
      .updateTable('questions')
      .set({ status: 'withdrawn' })
      .where('id', '=', last)
      .execute();
    room.replace({ ...(await viewerSnapshot(context.db, eventId, null)), viewers: 0 });
    expect(room.listed).toHaveLength(MANY);
    await until(() => room.listed.length === MANY - 1);
    expect(idsOf(room.listed)).toEqual(byVotes.slice(0, -1));
  });
});

function idsOf(questions: readonly PublicQuestion[]): string[] {
  return questions.map(({ id }) => id);
}

/** A room as the server paints it; `connect` lets it ask, and calls `onPage` before each answer. */
async function openLongRoom(context: TestContext) {
  const eventId = await publishEvent(context);
  const byVotes: string[] = [];
  for (let index = 0; index < MANY; index += 1)
    byVotes.push(
      await addQuestion(context, eventId, 'approved', {
        votes: MANY - index,
        // Neither the order of the votes nor its reverse.
        created_at: at((index * 37) % MANY)
      })
    );
  const answered = await addQuestion(context, eventId, 'answered', { answered_at: at(500) });
  const room = new RoomState({ ...(await viewerSnapshot(context.db, eventId, null)), viewers: 0 });
  const connect = (onPage: () => void = () => undefined): void => {
    const request = async (_event: string, asked: Requests['list']) => {
      const page = await listPublicQuestions(context.db, eventId, {
        sort: asked.sort === 'top' ? 'top' : 'new',
        cursor: asked.cursor
      });
      onPage();
      return { ok: true, ...page };
    };
    room.join({ connected: true, request } as unknown as RoomLine);
    room.apply({ from: room.rev, rev: room.rev, items: [] });
  };
  return { room, eventId, byVotes, answered, connect };
}
