import { expect, test } from 'vitest';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { publishEvent } from '../../../../tests/support/events.ts';
import { addQuestion, decision, questionRow } from '../../../../tests/support/questions.ts';
import { addStaff } from '../../../../tests/support/staff.ts';
import { isUniqueViolation } from '../db/transaction.ts';
import { moderateQuestion } from './moderate-question.ts';
import { targetOf, TRANSITIONS, type QuestionStatus } from '../../schema/question-states.ts';

const STATUSES: QuestionStatus[] = [
  'waiting',
  'approved',
  'queued',
  'live',
  'answered',
  'declined',
  'merged',
  'withdrawn'
];
/** Joining needs a second question; `merge-questions.test.ts` has it. */
const { merge: _merge, ...PLAIN } = TRANSITIONS;
const NAMES = Object.keys(PLAIN) as (keyof typeof PLAIN)[];

onBothDatabases('moderating', (setUp) => {
  test('follows the table from every state, and changes nothing where it has no way', async () => {
    const { context, eventId, staffId } = await desk(setUp);
    for (const name of NAMES) {
      for (const status of STATUSES) {
        const id = await addQuestion(context, eventId, status, {
          previous_status: 'waiting',
          decline_reason: status === 'declined' ? 'other' : null
        });
        const before = await questionRow(context, id);
        const target = targetOf(name, { status, previous_status: 'waiting', audience: 'public' });
        const outcome = await moderateQuestion(context, eventId, staffId, decision(name, id));
        const after = await questionRow(context, id);
        if (target)
          expect(after, `${name} ${status}`).toMatchObject({
            status: target,
            version: 2,
            changed_by: staffId
          });
        else expect(after, `${name} ${status}`).toEqual(before);
        expect(outcome).toMatchObject(
          target
            ? { ok: true, question: { status: target, version: 2 } }
            : { ok: false, code: 'invalid' }
        );
        await context.db.deleteFrom('questions').where('id', '=', id).execute();
      }
    }
  });

  test('has one live question at a time: the next one answers the one before', async () => {
    const { context, eventId, staffId } = await desk(setUp);
    const [first, second] = [
      await addQuestion(context, eventId, 'approved'),
      await addQuestion(context, eventId, 'queued')
    ];
    await moderateQuestion(context, eventId, staffId, decision('start', first));
    const outcome = await moderateQuestion(context, eventId, staffId, decision('start', second));
    expect(outcome).toMatchObject({
      ok: true,
      change: {
        viewers: {
          items: [
            { question: { id: first, status: 'answered' } },
            { question: { id: second, status: 'live' } }
          ]
        }
      }
    });
  });

  test('cannot make two questions live, whoever writes to the database', async () => {
    const { context, eventId } = await desk(setUp);
    await addQuestion(context, eventId, 'live');
    const error: unknown = await addQuestion(context, eventId, 'live').catch(
      (thrown: unknown) => thrown
    );
    expect(isUniqueViolation(error)).toBe(true);
    await addQuestion(context, await publishEvent(context), 'live');
  });

  test('writes the moment of the answer once, whatever happens later', async () => {
    const { context, eventId, staffId } = await desk(setUp);
    const id = await addQuestion(context, eventId, 'approved');
    context.setNow('2026-11-24T18:10:00.000Z');
    await moderateQuestion(context, eventId, staffId, decision('start', id));
    context.setNow('2026-11-24T18:14:30.000Z');
    await moderateQuestion(context, eventId, staffId, decision('answer', id, 2));
    const moment = { answered_at: '2026-11-24T18:14:30.000Z', answered_offset: 600 };
    expect(await questionRow(context, id)).toMatchObject(moment);
    context.setNow('2026-11-24T19:00:00.000Z');
    for (const [index, action] of (
      ['reopen', 'start', 'answer', 'undo', 'answer'] as const
    ).entries()) {
      await moderateQuestion(context, eventId, staffId, decision(action, id, 3 + index));
      expect(await questionRow(context, id)).toMatchObject({ ...moment, version: 4 + index });
    }
  });

  test('forgets the offset of a start that was a mistake', async () => {
    const { context, eventId, staffId } = await desk(setUp);
    const id = await addQuestion(context, eventId, 'approved');
    await moderateQuestion(context, eventId, staffId, decision('start', id));
    await moderateQuestion(context, eventId, staffId, decision('undo', id, 2));
    expect(await questionRow(context, id)).toMatchObject({
      status: 'approved',
      answered_offset: null,
      answered_at: null
    });
  });

  test('gives the turn back when a start is undone', async () => {
    const { context, eventId, staffId } = await desk(setUp);
    const [first, second] = [
      await addQuestion(context, eventId, 'approved'),
      await addQuestion(context, eventId, 'approved')
    ];
    await moderateQuestion(context, eventId, staffId, decision('start', first));
    await moderateQuestion(context, eventId, staffId, decision('start', second));
    await moderateQuestion(context, eventId, staffId, decision('undo', second, 2));
    expect(await questionRow(context, first)).toMatchObject({ status: 'live' });
    expect(await questionRow(context, second)).toMatchObject({ status: 'approved' });
  });

  test('restores a declined question to what it was', async () => {
    const { context, eventId, staffId } = await desk(setUp);
    for (const status of ['waiting', 'approved', 'queued'] as const) {
      const id = await addQuestion(context, eventId, status);
      await moderateQuestion(context, eventId, staffId, decision('decline', id));
      expect(await questionRow(context, id)).toMatchObject({
        status: 'declined',
        decline_reason: 'off_topic'
      });
      await moderateQuestion(context, eventId, staffId, decision('restore', id, 2));
      expect(await questionRow(context, id)).toMatchObject({ status, decline_reason: null });
    }
  });

  test('tells the second of two who was first, and what is true now', async () => {
    const { context, eventId, staffId } = await desk(setUp);
    const second = await addStaff(context, 'organizer');
    const id = await addQuestion(context, eventId, 'waiting');
    await moderateQuestion(context, eventId, staffId, decision('decline', id));
    const before = await questionRow(context, id);
    const outcome = await moderateQuestion(context, eventId, second.id, decision('approve', id));
    expect(outcome).toMatchObject({
      ok: false,
      code: 'conflict',
      by: 'Rosario moderator',
      current: { id, status: 'declined', version: 2, reason: 'off_topic' }
    });
    expect(await questionRow(context, id)).toEqual(before);
  });

  test('finds nothing in another event', async () => {
    const { context, eventId, staffId } = await desk(setUp);
    const elsewhere = await addQuestion(context, await publishEvent(context));
    expect(
      await moderateQuestion(context, eventId, staffId, decision('approve', elsewhere))
    ).toEqual({ ok: false, code: 'not_found' });
    expect(await questionRow(context, elsewhere)).toMatchObject({ status: 'waiting', version: 1 });
  });

  test('tells viewers nothing of what they never saw', async () => {
    const { context, eventId, staffId } = await desk(setUp);
    const [waiting, hidden] = [
      await addQuestion(context, eventId),
      await addQuestion(context, eventId, 'waiting', { audience: 'moderators' })
    ];
    expect(
      await moderateQuestion(context, eventId, staffId, decision('decline', waiting))
    ).toMatchObject({ ok: true, change: { viewers: null } });
    expect(await moderateQuestion(context, eventId, staffId, decision('approve', hidden))).toEqual({
      ok: false,
      code: 'invalid'
    });
    expect(
      await moderateQuestion(context, eventId, staffId, decision('decline', hidden))
    ).toMatchObject({ ok: true, change: { viewers: null } });
    expect(
      await context.db
        .selectFrom('room_log')
        .select('rev')
        .where('audience', '=', 'viewers')
        .execute()
    ).toEqual([]);
  });
});

async function desk(
  setUp: () => Promise<TestContext>
): Promise<{ context: TestContext; eventId: string; staffId: string }> {
  const context = await setUp();
  const [eventId, { id: staffId }] = [await publishEvent(context), await addStaff(context)];
  return { context, eventId, staffId };
}
