import fc from 'fast-check';
import { expect, test } from 'vitest';
import { onBothDatabases } from '../../../../tests/support/databases.ts';
import { publishEvent } from '../../../../tests/support/events.ts';
import { OPENING, PlayedRoom, step, type Page } from '../../../../tests/support/played-room.ts';
import { addQuestion } from '../../../../tests/support/questions.ts';
import { addStaff } from '../../../../tests/support/staff.ts';
import type { Changes, PublicQuestion, StaffQuestion } from '../../realtime/protocol.ts';
import { applyVotes, removeById, upsertById } from '../../realtime/question-list.ts';
import { voteForQuestion } from '../questions/vote-question.ts';
import { staffChangesSince, viewerChangesSince } from './changes-since.ts';
import { viewerSnapshot } from './room-snapshot.ts';

onBothDatabases('coming back to a room', (setUp) => {
  test('gives the same as coming anew, whatever happened meanwhile', async () => {
    const context = await setUp();
    const staff = await addStaff(context);
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 6 }),
        fc.array(step, { minLength: 1, maxLength: 14, size: 'max' }),
        async (before, meanwhile) => {
          const room = new PlayedRoom(context, await publishEvent(context), staff.id);
          for (const one of [...OPENING, ...before]) await room.play(one);
          const left = await room.pages();
          for (const one of meanwhile) await room.play(one);
          const now = await room.pages();
          const [forViewers, forStaff] = await room.missed(left.viewers.rev, left.staff.rev);
          expect(inOrder(apply(left.viewers, forViewers))).toEqual(inOrder(now.viewers));
          expect(withoutWithdrawn(apply(left.staff, forStaff))).toEqual(inOrder(now.staff));
          await room.expectSecrets(JSON.stringify([now.viewers, forViewers, room.told]));
        }
      ),
      { numRuns: 20 }
    );
  });

  test('far behind, or from another time, needs the whole room', async () => {
    const context = await setUp();
    const eventId = await publishEvent(context);
    expect(await viewerChangesSince(context.db, eventId, 0)).toEqual({
      from: 0,
      rev: 0,
      items: []
    });
    expect(await viewerChangesSince(context.db, eventId, 1)).toBeNull();
    await context.db
      .updateTable('events')
      .set({ viewers_rev: 301, staff_rev: 301 })
      .where('id', '=', eventId)
      .execute();
    expect(await viewerChangesSince(context.db, eventId, 0)).toBeNull();
    expect(await staffChangesSince(context.db, eventId, 1)).toMatchObject({ from: 1, rev: 301 });
  });

  test('hears of a vote that was taken back', async () => {
    const context = await setUp();
    const eventId = await publishEvent(context);
    const id = await addQuestion(context, eventId, 'approved');
    await voteForQuestion(context, { eventId, viewerId: 'ana' }, { id, on: true });
    const { rev } = await viewerSnapshot(context.db, eventId, null);
    await voteForQuestion(context, { eventId, viewerId: 'ana' }, { id, on: false });
    expect(await viewerChangesSince(context.db, eventId, rev)).toMatchObject({
      items: [{ type: 'votes', votes: { [id]: 0 } }]
    });
  });
});

/** As the page in a browser does it. */
function apply<Question extends PublicQuestion | StaffQuestion>(
  page: Page<Question>,
  changes: Changes<Question>
): Page<Question> {
  let { room, questions } = page;
  for (const item of changes.items) {
    if (item.type === 'question') questions = upsertById(questions, item.question);
    else if (item.type === 'gone') questions = removeById(questions, item.id);
    else if (item.type === 'votes') questions = applyVotes(questions, item.votes);
    else room = item.room;
  }
  return { rev: changes.rev, room, questions };
}

function inOrder<Question extends { id: string }>(page: Page<Question>): Page<Question> {
  return { ...page, questions: [...page.questions].sort((a, b) => a.id.localeCompare(b.id)) };
}

function withoutWithdrawn(page: Page<StaffQuestion>): Page<StaffQuestion> {
  return inOrder({
    ...page,
    questions: page.questions.filter((question) => question.status !== 'withdrawn')
  });
}
