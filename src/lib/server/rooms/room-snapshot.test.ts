import { expect, test } from 'vitest';
import { onBothDatabases } from '../../../../tests/support/databases.ts';
import { publishEvent } from '../../../../tests/support/events.ts';
import { addQuestion } from '../../../../tests/support/questions.ts';
import { staffSnapshot, viewerSnapshot } from './room-snapshot.ts';

onBothDatabases('the first state of a room', (setUp) => {
  test('holds the live question and the next ones however many others have more votes', async () => {
    const context = await setUp();
    const eventId = await publishEvent(context);
    for (let count = 0; count < 101; count += 1)
      await addQuestion(context, eventId, 'approved', { votes: 5 });
    const live = await addQuestion(context, eventId, 'live');
    const next = await addQuestion(context, eventId, 'queued', { position: 1 });
    const secret = await addQuestion(context, eventId, 'queued', { audience: 'moderators' });

    const snapshot = await viewerSnapshot(context.db, eventId, null);
    expect(snapshot.live?.id).toBe(live);
    expect(snapshot.next.map(({ id }) => id)).toEqual([next]);
    const ids = snapshot.questions.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain(live);
    expect(ids).not.toContain(secret);
  });

  test('tells the next ones in the order in which they will be read out', async () => {
    const context = await setUp();
    const eventId = await publishEvent(context);
    const add = (position: number, votes: number) =>
      addQuestion(context, eventId, 'queued', { position, votes });
    const [third, first, second] = [await add(3, 9), await add(1, 5), await add(2, 7)];
    for (const { next } of [
      await viewerSnapshot(context.db, eventId, null),
      await staffSnapshot(context.db, eventId)
    ])
      expect(next.map(({ id }) => id)).toEqual([first, second, third]);
  });
});
