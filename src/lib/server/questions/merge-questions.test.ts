import fc from 'fast-check';
import { expect, test } from 'vitest';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { publishEvent } from '../../../../tests/support/events.ts';
import { addQuestion, addViewer, questionRow } from '../../../../tests/support/questions.ts';
import { addStaff } from '../../../../tests/support/staff.ts';
import type { ModerateInput } from '../../schema/question.ts';
import { inTransaction } from '../db/transaction.ts';
import { withdrawOwnQuestion } from './change-own-question.ts';
import { forgetQuestions } from './forget-questions.ts';
import { listOwnQuestions } from './list-questions.ts';
import { moderateQuestion } from './moderate-question.ts';
import { voteForQuestion } from './vote-question.ts';

/** What a decision says beside the version, which `act` looks up. */
type Words = ModerateInput extends infer One
  ? One extends unknown
    ? Omit<One, 'version'>
    : never
  : never;

onBothDatabases('joining questions', (setUp) => {
  test('counts every voter of both once, and the author of the target not at all', async () => {
    const { context, eventId, act } = await desk(setUp);
    const [ana, ben, eva] = [
      await addViewer(context, eventId),
      await addViewer(context, eventId),
      await addViewer(context, eventId)
    ];
    const first = await addQuestion(context, eventId, 'approved', { viewer_id: ana });
    const second = await addQuestion(context, eventId, 'approved', { viewer_id: ben });
    for (const viewerId of [ana, eva])
      await voteForQuestion(context, { eventId, viewerId }, { id: second, on: true });
    for (const viewerId of [ben, eva])
      await voteForQuestion(context, { eventId, viewerId }, { id: first, on: true });
    await act({ action: 'merge', id: second, into: first });
    expect(await questionRow(context, first)).toMatchObject({ votes: 2 });
    expect(await questionRow(context, second)).toMatchObject({
      status: 'merged',
      merged_into: first
    });
    await act({ action: 'unmerge', id: second });
    expect(await questionRow(context, first)).toMatchObject({ votes: 2 });
    expect(await questionRow(context, second)).toMatchObject({
      status: 'approved',
      votes: 2,
      merged_into: null
    });
  });

  test('lets both askers follow the target, through a chain too', async () => {
    const { context, eventId, act } = await desk(setUp);
    const ana = await addViewer(context, eventId);
    const own = await addQuestion(context, eventId, 'waiting', { viewer_id: ana });
    const [middle, target] = [
      await addQuestion(context, eventId, 'approved'),
      await addQuestion(context, eventId, 'approved', { text: '¿Y el presupuesto?' })
    ];
    await act({ action: 'merge', id: own, into: middle });
    await act({ action: 'merge', id: middle, into: target });
    const outcome = await act({ action: 'start', id: target });
    expect(outcome).toMatchObject({
      ok: true,
      change: {
        mine: [
          {
            viewerId: ana,
            question: {
              id: own,
              status: 'merged',
              joined: { status: 'live', text: { es: '¿Y el presupuesto?' } }
            }
          }
        ]
      }
    });
    expect(await listOwnQuestions(context.db, eventId, ana)).toMatchObject([
      { joined: { status: 'live' } }
    ]);
  });

  test('goes only where the table and the doors lead', async () => {
    const { context, eventId, act } = await desk(setUp);
    const elsewhere = await addQuestion(context, await publishEvent(context));
    const [question, secret, gone] = [
      await addQuestion(context, eventId),
      await addQuestion(context, eventId, 'waiting', { audience: 'moderators' }),
      await addQuestion(context, eventId, 'declined')
    ];
    expect(await act({ action: 'merge', id: question, into: elsewhere })).toMatchObject({
      code: 'not_found'
    });
    for (const into of [question, secret, gone]) {
      expect(await act({ action: 'merge', id: question, into })).toMatchObject({ code: 'invalid' });
    }
    expect(await act({ action: 'unmerge', id: question })).toMatchObject({ code: 'invalid' });
  });

  test('a target that is withdrawn frees what was joined with it', async () => {
    const { context, eventId, act } = await desk(setUp);
    const ana = await addViewer(context, eventId);
    const target = await addQuestion(context, eventId, 'approved', { viewer_id: ana });
    const joined = await addQuestion(context, eventId, 'approved');
    await act({ action: 'merge', id: joined, into: target });
    const outcome = await withdrawOwnQuestion(context, { eventId, viewerId: ana }, target);
    expect(outcome).toMatchObject({ ok: true });
    expect(await questionRow(context, joined)).toMatchObject({
      status: 'approved',
      merged_into: null
    });
  });

  test('a joined question that is erased takes its voters along', async () => {
    const { context, eventId, act } = await desk(setUp);
    const [ana, eva] = [await addViewer(context, eventId), await addViewer(context, eventId)];
    const [target, joined] = [
      await addQuestion(context, eventId, 'approved'),
      await addQuestion(context, eventId, 'approved', { viewer_id: ana })
    ];
    await voteForQuestion(context, { eventId, viewerId: eva }, { id: joined, on: true });
    await act({ action: 'merge', id: joined, into: target });
    expect(await questionRow(context, target)).toMatchObject({ votes: 1 });
    const change = await inTransaction(context.db, (trx) =>
      forgetQuestions(trx, context, eventId, [joined])
    );
    expect(await questionRow(context, target)).toMatchObject({ votes: 0 });
    expect(change?.viewers?.items).toMatchObject([{ question: { id: target, votes: 0 } }]);
  });

  test('undo joins nothing with a question that was withdrawn meanwhile', async () => {
    const { context, eventId, act } = await desk(setUp);
    const ana = await addViewer(context, eventId);
    const target = await addQuestion(context, eventId, 'approved', { viewer_id: ana });
    const joined = await addQuestion(context, eventId, 'approved');
    await act({ action: 'merge', id: joined, into: target });
    await act({ action: 'unmerge', id: joined });
    await withdrawOwnQuestion(context, { eventId, viewerId: ana }, target);
    expect(await act({ action: 'undo', id: joined })).toMatchObject({ code: 'invalid' });
    expect(await questionRow(context, joined)).toMatchObject({
      status: 'approved',
      merged_into: null
    });
  });

  test('no order of joining, parting, undoing and voting loses or doubles a vote', async () => {
    const { context, eventId, act } = await desk(setUp);
    const viewers = await Promise.all([1, 2, 3].map(() => addViewer(context, eventId)));
    const ids = [
      await addQuestion(context, eventId, 'approved'),
      await addQuestion(context, eventId, 'approved'),
      await addQuestion(context, eventId, 'approved')
    ];
    const pick = fc.nat({ max: 2 });
    const step = fc.oneof(
      fc.record({ does: fc.constant('merge' as const), from: pick, into: pick }),
      fc.record({ does: fc.constantFrom('unmerge' as const, 'undo' as const), from: pick }),
      fc.record({ does: fc.constant('vote' as const), from: pick, viewer: pick })
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
        for (const one of steps) {
          const id = ids[one.from] ?? '';
          if (one.does === 'merge') await act({ action: 'merge', id, into: ids[one.into] ?? '' });
          else if (one.does === 'vote')
            await voteForQuestion(
              context,
              { eventId, viewerId: viewers[one.viewer] ?? '' },
              { id, on: true }
            );
          else await act({ action: one.does, id });
        }
        await expectEveryVoteOnce(context, ids);
      }),
      { numRuns: 25 }
    );
  }, 60_000);
});

/** What each root shows is the number of people who voted for it or for what was joined with it. */
async function expectEveryVoteOnce(context: TestContext, ids: string[]): Promise<void> {
  const rows = await Promise.all(ids.map((id) => questionRow(context, id)));
  const votes = await context.db.selectFrom('votes').selectAll().execute();
  const rootOf = (id: string): string => {
    const target = rows.find((row) => row.id === id)?.merged_into;
    return target ? rootOf(target) : id;
  };
  for (const row of rows.filter((one) => one.status !== 'merged')) {
    const voters = votes.filter((vote) => rootOf(vote.question_id) === row.id);
    expect(row.votes).toBe(new Set(voters.map((vote) => vote.viewer_id)).size);
  }
}

async function desk(setUp: () => Promise<TestContext>) {
  const context = await setUp();
  const eventId = await publishEvent(context);
  const { id: staffId } = await addStaff(context);
  const act = async (words: Words) => {
    const { version } = await questionRow(context, words.id);
    return moderateQuestion(context, eventId, staffId, { ...words, version } as ModerateInput);
  };
  return { context, eventId, act };
}
