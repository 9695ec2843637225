import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { publishPanel, registration, tokenOf } from '../../../../tests/support/attendees.ts';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { publishEvent } from '../../../../tests/support/events.ts';
import { addQuestion, addViewer, questionRow } from '../../../../tests/support/questions.ts';
import { addStaff } from '../../../../tests/support/staff.ts';
import type { AskInput } from '../../schema/question.ts';
import { registerAttendee } from '../rsvps/register-attendee.ts';
import { askByLink } from './ask-by-link.ts';
import { askQuestion } from './ask-question.ts';
import { editOwnQuestion } from './change-own-question.ts';
import { insertEarlyQuestion } from './insert-question.ts';
import { loadPublicQuestions, loadStaffQuestion } from './load-views.ts';
import { moderateQuestion } from './moderate-question.ts';

onBothDatabases('the language of a question', (setUp) => {
  test.for<[string, Partial<AskInput>, 'es' | 'en', 'es' | 'en']>([
    ['is what its words say', { text: 'Who pays for this?' }, 'es', 'en'],
    ['is the page’s where they say nothing', { text: 'HSBC?' }, 'en', 'en'],
    ['is the asker’s choice before all', { text: 'Who pays?', lang: 'es' }, 'en', 'es']
  ])('%s', async ([, input, page, expected]) => {
    const { context, eventId, viewerId } = await room(setUp);
    const question = { id: randomUUID(), text: '', name: null, audience: 'public' as const };
    expect(
      await askQuestion(context, { eventId, viewerId, lang: page }, { ...question, ...input })
    ).toMatchObject({ ok: true, question: { lang: expected, text: { [expected]: input.text } } });
  });

  test.for([
    [undefined, 'en'],
    ['es', 'es']
  ] as const)('of an RSVP is found too, unless it was said: %s', async ([questionLang, lang]) => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    const asking = registration(eventId, { question: 'Who pays for this?' });
    await registerAttendee(context, { ...asking, questionLang }, insertEarlyQuestion);
    expect(await context.db.selectFrom('questions').select('lang').execute()).toEqual([{ lang }]);
  });

  test('asked by a private link is found too', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context, { qa: 'open' });
    await registerAttendee(context, registration(eventId));
    const token = await tokenOf(context, eventId, 'ana@example.org');
    for (const text of ['Who pays for this?', 'HSBC?'])
      expect(await askByLink(context, token, { text, lang: 'es' })).toMatchObject({ ok: true });
    const asked = await context.db.selectFrom('question_texts').select(['text', 'lang']).execute();
    expect(Object.fromEntries(asked.map(({ text, lang }) => [text, lang]))).toEqual({
      'Who pays for this?': 'en',
      'HSBC?': 'es'
    });
  });

  test('is corrected by its author while it waits, with a new version, and not after', async () => {
    const { context, eventId, viewerId, act } = await room(setUp);
    const id = await addQuestion(context, eventId, 'waiting', {
      viewer_id: viewerId,
      text: 'What next?'
    });
    await act({ action: 'translate', id, lang: 'en', text: 'nonsense', status: 'checked' });
    const author = { eventId, viewerId };
    expect(await editOwnQuestion(context, author, { id, lang: 'en' })).toMatchObject({
      ok: true,
      question: { lang: 'en', text: { en: 'What next?' }, translation: 'none', edited: false },
      change: { viewers: null, staff: { items: [{ question: { version: 3, lang: 'en' } }] } }
    });
    expect(await loadStaffQuestion(context.db, id)).toMatchObject({ text: { en: 'What next?' } });
    expect(await editOwnQuestion(context, author, { id, lang: 'en' })).toMatchObject({
      ok: true,
      change: null
    });
    await act({ action: 'approve', id });
    expect(await editOwnQuestion(context, author, { id, lang: 'es' })).toMatchObject({
      code: 'closed'
    });
  });

  test('is corrected with new words in one step', async () => {
    const { context, eventId, viewerId } = await room(setUp);
    const id = await addQuestion(context, eventId, 'waiting', { viewer_id: viewerId });
    const change = { id, text: 'What now?', lang: 'en' as const };
    expect(await editOwnQuestion(context, { eventId, viewerId }, change)).toMatchObject({
      question: { lang: 'en', text: { en: 'What now?' } }
    });
  });

  test('is corrected by staff, and undo gives the other side back with its translation', async () => {
    const { context, eventId, act } = await room(setUp);
    const id = await addQuestion(context, eventId, 'approved', { text: 'What next?' });
    await act({ action: 'translate', id, lang: 'en', text: 'nonsense', status: 'suggested' });
    const before = await loadStaffQuestion(context.db, id);
    expect(await act({ action: 'edit', id, text: 'What next?', lang: 'en' })).toMatchObject({
      ok: true,
      question: {
        version: before.version + 1,
        lang: 'en',
        text: { en: 'What next?' },
        translation: 'none',
        edited: false
      },
      change: { viewers: { items: [{ question: { lang: 'en', text: { en: 'What next?' } } }] } }
    });
    expect((await loadPublicQuestions(context.db, [id])).get(id)?.text).toEqual({
      en: 'What next?'
    });
    await act({ action: 'undo', id });
    const after = await loadStaffQuestion(context.db, id);
    expect({ ...after, version: 0, by: '' }).toEqual({ ...before, version: 0, by: '' });
  });

  test('saving the same words edits nothing, and a checked translation stays checked', async () => {
    const { context, eventId, act } = await room(setUp);
    const id = await addQuestion(context, eventId, 'approved');
    await act({ action: 'translate', id, lang: 'en', text: 'What next?', status: 'checked' });
    expect(await act({ action: 'edit', id, text: '¿Qué sigue?' })).toMatchObject({
      question: { edited: false, translation: 'checked' }
    });
  });
});

type Words = Omit<Parameters<typeof moderateQuestion>[3], 'version'>;

async function room(setUp: () => Promise<TestContext>) {
  const context = await setUp();
  const eventId = await publishEvent(context);
  const viewerId = await addViewer(context, eventId);
  const { id: staffId } = await addStaff(context, 'moderator', eventId);
  /** Decides on the version that the question has now. */
  const act = async (words: Words & Record<string, unknown>) => {
    const { version } = await questionRow(context, words.id);
    return moderateQuestion(context, eventId, staffId, { ...words, version } as never);
  };
  return { context, eventId, viewerId, act };
}
