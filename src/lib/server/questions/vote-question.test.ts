import fc from 'fast-check';
import { expect, test } from 'vitest';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { publishEvent } from '../../../../tests/support/events.ts';
import { addQuestion, addViewer, questionRow } from '../../../../tests/support/questions.ts';
import { voteForQuestion } from './vote-question.ts';

onBothDatabases('voting', (setUp) => {
  test('counts each viewer once, and takes back what was given', async () => {
    const { context, eventId } = await room(setUp);
    const id = await addQuestion(context, eventId, 'approved');
    const vote = (viewerId: string, on: boolean) =>
      voteForQuestion(context, { eventId, viewerId }, { id, on });
    expect(await vote('ana', true)).toMatchObject({ ok: true, votes: 1, on: true, changed: true });
    expect(await vote('ana', true)).toMatchObject({ ok: true, votes: 1, on: true, changed: false });
    expect(await vote('ben', true)).toMatchObject({ votes: 2 });
    expect(await vote('ana', false)).toMatchObject({
      ok: true,
      votes: 1,
      on: false,
      changed: true
    });
    expect(await vote('ana', false)).toMatchObject({ votes: 1, changed: false });
    expect(await vote('eva', false)).toMatchObject({ votes: 1, changed: false });
  });

  test('always shows as many votes as there are voters', async () => {
    const { context, eventId } = await room(setUp);
    const id = await addQuestion(context, eventId, 'approved');
    const votes = fc.array(fc.tuple(fc.constantFrom('ana', 'ben', 'eva', 'leo'), fc.boolean()), {
      maxLength: 12
    });
    await fc.assert(
      fc.asyncProperty(votes, async (some) => {
        await Promise.all(
          some.map(([viewerId, on]) => voteForQuestion(context, { eventId, viewerId }, { id, on }))
        );
        const voters = await context.db
          .selectFrom('votes')
          .select('viewer_id')
          .where('question_id', '=', id)
          .execute();
        expect(await questionRow(context, id)).toMatchObject({ votes: voters.length });
      }),
      { numRuns: 20 }
    );
  });

  test('for one’s own question is refused', async () => {
    const { context, eventId } = await room(setUp);
    const viewerId = await addViewer(context, eventId);
    const id = await addQuestion(context, eventId, 'approved', { viewer_id: viewerId });
    expect(await voteForQuestion(context, { eventId, viewerId }, { id, on: true })).toEqual({
      ok: false,
      code: 'forbidden'
    });
  });

  test('for what the viewer cannot see finds nothing', async () => {
    const { context, eventId } = await room(setUp);
    const elsewhere = await addQuestion(context, await publishEvent(context), 'approved');
    const hidden = await Promise.all(
      (['waiting', 'declined', 'merged', 'withdrawn'] as const).map((status) =>
        addQuestion(context, eventId, status)
      )
    );
    const secret = await addQuestion(context, eventId, 'approved', { audience: 'moderators' });
    for (const id of [elsewhere, ...hidden, secret, 'nothing']) {
      expect(
        await voteForQuestion(context, { eventId, viewerId: 'ana' }, { id, on: true })
      ).toEqual({ ok: false, code: 'not_found' });
    }
    expect(await context.db.selectFrom('viewers').select('id').execute()).toEqual([]);
  });

  test('ends when the question’s turn has come, or the room is closed', async () => {
    const { context, eventId } = await room(setUp);
    for (const status of ['live', 'answered'] as const) {
      const id = await addQuestion(context, eventId, status);
      expect(
        await voteForQuestion(context, { eventId, viewerId: 'ana' }, { id, on: true })
      ).toEqual({ ok: false, code: 'closed' });
    }
    for (const [qa, ok] of [
      ['open', true],
      ['paused', true],
      ['closed', false],
      ['ended', false]
    ] as const) {
      const other = await publishEvent(context, { qa });
      const id = await addQuestion(context, other, 'queued');
      expect(
        await voteForQuestion(context, { eventId: other, viewerId: `ana-${qa}` }, { id, on: true }),
        qa
      ).toMatchObject({ ok });
    }
  });
});

async function room(
  setUp: () => Promise<TestContext>
): Promise<{ context: TestContext; eventId: string }> {
  const context = await setUp();
  return { context, eventId: await publishEvent(context) };
}
