import fc from 'fast-check';
import { expect, test } from 'vitest';
import { onBothDatabases } from '../../../../tests/support/databases.ts';
import { publishEvent } from '../../../../tests/support/events.ts';
import { addQuestion, addViewer } from '../../../../tests/support/questions.ts';
import {
  listOwnQuestions,
  listPublicQuestions,
  listStaffQuestions,
  listVotedIds,
  type Page
} from './list-questions.ts';
import { voteForQuestion } from './vote-question.ts';
import type { QuestionStatus } from '../../schema/question-states.ts';

/** Few numbers and moments, so that many questions tie. */
const questions = fc.array(
  fc.record({
    status: fc.constantFrom<QuestionStatus>(
      'waiting',
      'approved',
      'queued',
      'answered',
      'declined',
      'merged',
      'withdrawn'
    ),
    votes: fc.nat(2),
    created_at: fc.constantFrom(
      '2026-11-24T18:00:00.000Z',
      '2026-11-24T18:00:01.000Z',
      '2026-11-24T18:00:02.000Z'
    ),
    audience: fc.constantFrom('public' as const, 'public' as const, 'moderators' as const)
  }),
  { maxLength: 20 }
);

onBothDatabases('the list of questions', (setUp) => {
  test.for(['top', 'new'] as const)(
    'by %s holds each question once, in order, however it is cut into pages',
    async (sort) => {
      const context = await setUp();
      await fc.assert(
        fc.asyncProperty(questions, fc.integer({ min: 1, max: 7 }), async (rows, limit) => {
          const eventId = await publishEvent(context);
          for (const row of rows) await addQuestion(context, eventId, row.status, row);
          const listed = await everyPage((cursor) =>
            listPublicQuestions(context.db, eventId, { sort, cursor, limit })
          );
          const visible = rows.filter(
            (row) =>
              row.audience === 'public' && ['approved', 'queued', 'answered'].includes(row.status)
          );
          expect(new Set(listed.map(({ id }) => id)).size).toBe(visible.length);
          expect(listed).toHaveLength(visible.length);
          const ordered =
            sort === 'top'
              ? listed.map(({ votes }) => -votes)
              : listed.map(({ createdAt }) => -Date.parse(createdAt));
          expect(ordered).toEqual([...ordered].sort((a, b) => a - b));
          const all = await everyPage((cursor) =>
            listStaffQuestions(context.db, eventId, { sort, cursor, limit })
          );
          expect(new Set(all.map(({ id }) => id)).size).toBe(
            rows.filter((row) => row.status !== 'withdrawn').length
          );
        }),
        { numRuns: 15 }
      );
    }
  );

  test.for([
    '',
    'x',
    '%%%',
    encode('-1|a|b'),
    'AAAA',
    encode('1'),
    encode('1e9|a|b'),
    encode(`${'9'.repeat(30)}|2026-11-24T18:00:00.000Z|x`),
    encode('1|\0|x'),
    encode("1|' or 1=1|x")
  ])('starts from the top for the cursor %o', async (cursor) => {
    const context = await setUp();
    const eventId = await publishEvent(context);
    const id = await addQuestion(context, eventId, 'approved');
    expect(await listPublicQuestions(context.db, eventId, { sort: 'top', cursor })).toMatchObject({
      questions: [{ id }]
    });
  });

  test('shows a viewer all of their own, newest first, and which they voted for', async () => {
    const context = await setUp();
    const [eventId, other] = [await publishEvent(context), await publishEvent(context)];
    const viewerId = await addViewer(context, eventId);
    const old = await addQuestion(context, eventId, 'declined', {
      viewer_id: viewerId,
      decline_reason: 'at_risk',
      created_at: '2026-11-24T17:00:00.000Z'
    });
    const fresh = await addQuestion(context, eventId, 'waiting', {
      viewer_id: viewerId,
      audience: 'moderators'
    });
    const theirs = await addQuestion(context, eventId, 'approved');
    await addQuestion(context, other, 'approved', { viewer_id: viewerId });
    await voteForQuestion(context, { eventId, viewerId }, { id: theirs, on: true });
    expect(await listOwnQuestions(context.db, eventId, viewerId)).toMatchObject([
      { id: fresh, status: 'waiting', audience: 'moderators' },
      { id: old, status: 'declined', reason: 'at_risk' }
    ]);
    expect(await listVotedIds(context.db, eventId, viewerId)).toEqual([theirs]);
    expect(await listVotedIds(context.db, other, viewerId)).toEqual([]);
  });

  test('shows the public an allowed set of fields and no other', async () => {
    const context = await setUp();
    const eventId = await publishEvent(context);
    const viewerId = await addViewer(context, eventId);
    await addQuestion(context, eventId, 'answered', {
      viewer_id: viewerId,
      name: 'Ana',
      answered_at: '2026-11-24T18:00:00.000Z',
      answered_offset: 5,
      changed_by: 'someone',
      previous_status: 'waiting',
      decline_reason: 'other'
    });
    const { questions } = await listPublicQuestions(context.db, eventId, { sort: 'top' });
    expect(Object.keys(questions[0] ?? {}).sort()).toEqual([
      'answeredAt',
      'createdAt',
      'edited',
      'id',
      'lang',
      'name',
      'offset',
      'status',
      'text',
      'translation',
      'votes'
    ]);
  });
});

async function everyPage<Question>(
  load: (cursor: string | undefined) => Promise<Page<Question>>
): Promise<Question[]> {
  const found: Question[] = [];
  let cursor: string | undefined;
  do {
    const page = await load(cursor);
    found.push(...page.questions);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found;
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64url');
}
