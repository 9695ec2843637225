import { expect, test } from 'vitest';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { publishEvent } from '../../../../tests/support/events.ts';
import { addQuestion, questionRow } from '../../../../tests/support/questions.ts';
import { addStaff } from '../../../../tests/support/staff.ts';
import { moderateQuestion } from './moderate-question.ts';

onBothDatabases('an event that asks for translations before publishing', (setUp) => {
  test.for([
    ['approve', 'waiting', null],
    ['restore', 'declined', 'queued'],
    ['restore', 'declined', 'approved'],
    ['start', 'queued', null]
  ] as const)(
    'refuses to %s what is %s (before: %s) without one',
    async ([action, status, was]) => {
      const { context, eventId, act } = await room(setUp);
      await context.db
        .updateTable('events')
        .set({ translation_policy: 'before_publishing' })
        .execute();
      const id = await addQuestion(context, eventId, status, { previous_status: was });
      expect(await act({ action, id })).toMatchObject({ code: 'needs_translation' });
      expect(await questionRow(context, id)).toMatchObject({ status, version: 1 });
      await act({ action: 'translate', id, lang: 'en', text: 'What next?', status: 'checked' });
      expect(await act({ action, id })).toMatchObject({ ok: true });
    }
  );

  test('lets what everybody sees already stay where it is', async () => {
    const { context, eventId, act } = await room(setUp);
    await context.db
      .updateTable('events')
      .set({ translation_policy: 'before_publishing' })
      .execute();
    const id = await addQuestion(context, eventId, 'queued');
    expect(await act({ action: 'unqueue', id })).toMatchObject({ ok: true });
    expect(await act({ action: 'queue', id })).toMatchObject({ ok: true });
  });
});

type Words = Omit<Parameters<typeof moderateQuestion>[3], 'version'>;

async function room(setUp: () => Promise<TestContext>) {
  const context = await setUp();
  const eventId = await publishEvent(context);
  const { id: staffId } = await addStaff(context, 'moderator', eventId);
  /** Decides on the version that the question has now. */
  const act = async (words: Words & Record<string, unknown>) => {
    const { version } = await questionRow(context, words.id);
    return moderateQuestion(context, eventId, staffId, { ...words, version } as never);
  };
  return { context, eventId, act };
}
