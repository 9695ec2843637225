import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { publishPanel, registration } from '../../../../tests/support/attendees.ts';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { publishEvent } from '../../../../tests/support/events.ts';
import { addQuestion } from '../../../../tests/support/questions.ts';
import type { AskInput } from '../../schema/question.ts';
import { registerAttendee } from '../rsvps/register-attendee.ts';
import { askQuestion, type Asker } from './ask-question.ts';
import { insertEarlyQuestion } from './insert-question.ts';

onBothDatabases('asking', (setUp) => {
  test('puts a waiting question in the language of the page before the moderators, and before nobody else', async () => {
    const { context, asker } = await room(setUp);
    const outcome = await askQuestion(
      context,
      { ...asker, lang: 'en' },
      question({ text: 'What next?', name: 'Ana' })
    );
    expect(outcome).toMatchObject({
      ok: true,
      question: {
        status: 'waiting',
        lang: 'en',
        text: { en: 'What next?' },
        name: 'Ana',
        votes: 0
      },
      change: {
        viewers: null,
        staff: { from: 0, rev: 1, items: [{ question: { status: 'waiting', version: 1 } }] },
        mine: [{ viewerId: asker.viewerId }]
      }
    });
  });

  test('says its own language when it has one', async () => {
    const { context, asker } = await room(setUp);
    expect(await askQuestion(context, asker, question({ lang: 'en' }))).toMatchObject({
      question: { lang: 'en' }
    });
  });

  test('the same id again is the same question, and nothing changes', async () => {
    const { context, asker } = await room(setUp);
    const first = await askQuestion(context, asker, question({ text: 'primera' }));
    const id = first.ok ? first.question.id : '';
    expect(await askQuestion(context, asker, question({ id, text: 'otro texto' }))).toEqual({
      ...first,
      change: null
    });
    expect(await rows(context)).toHaveLength(1);
  });

  test('with the id of somebody else is invalid and tells nothing', async () => {
    const { context, asker, eventId } = await room(setUp);
    const id = await addQuestion(context, eventId, 'waiting', { text: 'secreto' });
    expect(await askQuestion(context, asker, question({ id }))).toEqual({
      ok: false,
      code: 'invalid'
    });
    const elsewhere = await addQuestion(context, await publishEvent(context));
    expect(await askQuestion(context, asker, question({ id: elsewhere }))).toEqual({
      ok: false,
      code: 'invalid'
    });
  });

  test('waits ten seconds between two questions, and never longer when the clock is set back', async () => {
    const { context, asker } = await room(setUp);
    await askQuestion(context, asker, question());
    context.setNow('2026-11-24T18:00:09.001Z');
    expect(await askQuestion(context, asker, question())).toEqual({
      ok: false,
      code: 'rate_limited',
      retryAfter: 1
    });
    context.setNow('2026-11-24T12:00:00.000Z');
    expect(await askQuestion(context, asker, question())).toEqual({
      ok: false,
      code: 'rate_limited',
      retryAfter: 10
    });
    context.setNow('2026-11-24T18:00:10.000Z');
    expect(await askQuestion(context, asker, question())).toMatchObject({ ok: true });
  });

  test('has five in review at most; one that was decided makes room', async () => {
    const { context, asker } = await room(setUp);
    for (let minute = 0; minute < 5; minute += 1) {
      context.setNow(`2026-11-24T18:0${minute}:00.000Z`);
      expect(await askQuestion(context, asker, question())).toMatchObject({ ok: true });
    }
    context.setNow('2026-11-24T18:06:00.000Z');
    expect(await askQuestion(context, asker, question())).toEqual({
      ok: false,
      code: 'rate_limited'
    });
    const [one] = await rows(context);
    await context.db
      .updateTable('questions')
      .set({ status: 'declined' })
      .where('id', '=', one?.id ?? '')
      .execute();
    expect(await askQuestion(context, asker, question())).toMatchObject({ ok: true });
  });

  test('limits each viewer alone', async () => {
    const { context, asker } = await room(setUp);
    await askQuestion(context, asker, question());
    expect(await askQuestion(context, { ...asker, viewerId: 'ben' }, question())).toMatchObject({
      ok: true
    });
  });

  test('is for published events whose questions are open', async () => {
    const context = await setUp();
    for (const state of [
      { qa: 'closed' },
      { qa: 'paused' },
      { qa: 'ended' },
      { status: 'ended' },
      { status: 'cancelled' },
      { status: 'draft' }
    ] as const) {
      const eventId = await publishEvent(context, state);
      expect(
        await askQuestion(context, { eventId, viewerId: 'ana', lang: 'es' }, question()),
        JSON.stringify(state)
      ).toEqual({ ok: false, code: 'closed' });
    }
    expect(await context.db.selectFrom('viewers').select('id').execute()).toEqual([]);
  });

  test('a question that came with an RSVP waits once, however often the form is sent', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    const asked = registration(eventId, { name: 'Ana', question: '¿Y los aranceles?' });
    const first = await registerAttendee(context, asked, insertEarlyQuestion);
    expect(first).toMatchObject({
      ok: true,
      asked: {
        viewers: null,
        mine: [],
        staff: { items: [{ question: { status: 'waiting', text: { es: '¿Y los aranceles?' } } }] }
      }
    });
    expect(await registerAttendee(context, asked, insertEarlyQuestion)).toEqual({
      ok: true,
      asked: null
    });
    expect(await rows(context)).toMatchObject([{ viewer_id: null, name: null }]);
    await registerAttendee(
      context,
      registration(eventId, { question: 'Otra cosa' }),
      insertEarlyQuestion
    );
    expect(await rows(context)).toHaveLength(2);
  });
});

async function room(
  setUp: () => Promise<TestContext>
): Promise<{ context: TestContext; eventId: string; asker: Asker }> {
  const context = await setUp();
  const eventId = await publishEvent(context);
  return { context, eventId, asker: { eventId, viewerId: 'ana', lang: 'es' } };
}

function question(values: Partial<AskInput> = {}): AskInput {
  return { id: randomUUID(), text: '¿Qué sigue?', name: null, audience: 'public', ...values };
}

async function rows(context: TestContext) {
  return context.db.selectFrom('questions').selectAll().orderBy('created_at').execute();
}
