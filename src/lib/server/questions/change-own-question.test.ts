import { expect, test } from 'vitest';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { publishEvent } from '../../../../tests/support/events.ts';
import { addQuestion, addViewer, questionRow } from '../../../../tests/support/questions.ts';
import { editOwnQuestion, withdrawOwnQuestion } from './change-own-question.ts';
import type { QuestionStatus } from '../../schema/question-states.ts';

onBothDatabases('one’s own question', (setUp) => {
  test('is rewritten while it waits; a translation of the old words goes', async () => {
    const { context, author } = await room(setUp);
    const id = await own(context, author, 'waiting');
    await context.db
      .insertInto('question_texts')
      .values({ question_id: id, lang: 'en', text: 'Old words', status: 'checked' })
      .execute();
    const outcome = await editOwnQuestion(context, author, { id, text: 'Palabras nuevas' });
    expect(outcome).toMatchObject({
      ok: true,
      question: { text: { es: 'Palabras nuevas' }, translation: 'none' },
      change: { viewers: null, staff: { items: [{ question: { version: 2 } }] } }
    });
    expect(await texts(context, id)).toEqual(['Palabras nuevas']);
  });

  test('is not rewritten once somebody decided', async () => {
    const { context, author } = await room(setUp);
    for (const status of [
      'approved',
      'queued',
      'live',
      'answered',
      'declined',
      'merged',
      'withdrawn'
    ] as const) {
      const id = await own(context, author, status);
      expect(await editOwnQuestion(context, author, { id, text: 'tarde' }), status).toEqual({
        ok: false,
        code: 'closed'
      });
      expect(await texts(context, id)).not.toContain('tarde');
    }
  });

  test('is withdrawn for good: no text and no name stay, and the rooms hear it is gone', async () => {
    const { context, author } = await room(setUp);
    for (const status of ['approved', 'queued', 'live', 'answered'] as const) {
      const id = await own(context, author, status);
      const outcome = await withdrawOwnQuestion(context, author, id);
      expect(outcome, status).toMatchObject({
        ok: true,
        question: { status: 'withdrawn', text: {} },
        change: { viewers: { items: [{ type: 'gone', id }] } }
      });
      expect(await texts(context, id)).toEqual([]);
      expect(await questionRow(context, id)).toMatchObject({
        status: 'withdrawn',
        name: null,
        previous_status: null,
        version: 2
      });
    }
  });

  test('is withdrawn from the desk alone while it waits', async () => {
    const { context, author } = await room(setUp);
    const id = await own(context, author, 'waiting');
    expect(await withdrawOwnQuestion(context, author, id)).toMatchObject({
      ok: true,
      change: { viewers: null, staff: { items: [{ question: { status: 'withdrawn', text: {} } }] } }
    });
  });

  test('withdrawn twice is withdrawn once', async () => {
    const { context, author } = await room(setUp);
    const id = await own(context, author, 'waiting');
    await withdrawOwnQuestion(context, author, id);
    expect(await withdrawOwnQuestion(context, author, id)).toMatchObject({
      ok: true,
      change: null,
      question: { status: 'withdrawn' }
    });
  });

  test('that was declined or joined stays', async () => {
    const { context, author } = await room(setUp);
    for (const status of ['declined', 'merged'] as const) {
      const id = await own(context, author, status);
      expect(await withdrawOwnQuestion(context, author, id)).toEqual({ ok: false, code: 'closed' });
      expect(await texts(context, id)).toHaveLength(1);
    }
  });

  test('is nobody else’s', async () => {
    const { context, author } = await room(setUp);
    const [id, early] = [
      await own(context, author, 'waiting'),
      await addQuestion(context, author.eventId)
    ];
    const stranger = { ...author, viewerId: await addViewer(context, author.eventId) };
    const elsewhere = { ...author, eventId: await publishEvent(context) };
    for (const other of [stranger, elsewhere]) {
      for (const target of [id, early]) {
        expect(await editOwnQuestion(context, other, { id: target, text: 'mía' })).toEqual({
          ok: false,
          code: 'not_found'
        });
        expect(await withdrawOwnQuestion(context, other, target)).toEqual({
          ok: false,
          code: 'not_found'
        });
      }
    }
  });
});

interface Author {
  eventId: string;
  viewerId: string;
}

async function room(
  setUp: () => Promise<TestContext>
): Promise<{ context: TestContext; author: Author }> {
  const context = await setUp();
  const eventId = await publishEvent(context);
  return { context, author: { eventId, viewerId: await addViewer(context, eventId) } };
}

function own(
  context: TestContext,
  { eventId, viewerId }: Author,
  status: QuestionStatus
): Promise<string> {
  return addQuestion(context, eventId, status, { viewer_id: viewerId, name: 'Ana' });
}

async function texts(context: TestContext, id: string): Promise<string[]> {
  return (
    await context.db
      .selectFrom('question_texts')
      .select('text')
      .where('question_id', '=', id)
      .execute()
  ).map((row) => row.text);
}
