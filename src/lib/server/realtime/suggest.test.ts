import { randomUUID } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeLink, panelist } from '../../../../tests/support/panel.ts';
import { publishEvent } from '../../../../tests/support/events.ts';
import { addQuestion, questionRow } from '../../../../tests/support/questions.ts';
import { ask, bytes, openRoom, staff, viewer } from '../../../../tests/support/room.ts';
import { saying, startTranslateEngine } from '../../../../tests/support/translate-engine.ts';

/** A room whose organisation chose an engine. */
async function scene(respond = saying('What next?')) {
  const engine = await startTranslateEngine(respond);
  onTestFinished(() => engine.close());
  const room = await openRoom({ env: { TRANSLATE_URL: engine.url } });
  const ana = await viewer(room);
  const id = await ask(ana, '¿Qué sigue?');
  return { room, engine, ana, id };
}

describe('a suggestion', () => {
  test.for(['moderator', 'interpreter'] as const)(
    'is made for a %s who presses, and writes nothing',
    async (role) => {
      const { room, engine, id } = await scene();
      const person = await staff(room, role);
      expect(engine.requests).toEqual([]);
      expect(await person.request('suggest', { id })).toEqual({ ok: true, text: 'What next?' });
      expect(engine.requests.map(({ body }) => body)).toEqual([
        { q: '¿Qué sigue?', source: 'es', target: 'en', format: 'text' }
      ]);
      expect((await questionRow(room.context, id)).version).toBe(1);
      expect(await room.context.db.selectFrom('question_texts').selectAll().execute()).toHaveLength(
        1
      );
    }
  );

  test('tells the engine nothing that leads to a person', async () => {
    const { room, engine } = await scene();
    const person = await staff(room);
    const text = 'Soy de Iguala, llámenme: 55 1234 5678 o ana@example.org';
    const id = await addQuestion(room.context, room.eventId, 'waiting', { text });
    await person.request('suggest', { id });
    expect(JSON.stringify(engine.requests)).toContain('Soy de Iguala');
    expect(JSON.stringify(engine.requests)).not.toMatch(/1234|ana@/);
  });

  test('is refused to viewers and to the panel, and the engine hears nothing', async () => {
    const { room, engine, ana, id } = await scene();
    const zara = await panelist(room, await makeLink(room.context, room.eventId));
    for (const person of [ana, zara])
      expect(await person.request('suggest', { id })).toMatchObject({
        ok: false,
        code: 'forbidden'
      });
    expect(engine.requests).toEqual([]);
  });

  test('is refused to staff whose role was taken away', async () => {
    const { room, engine, id } = await scene();
    const person = await staff(room);
    await room.context.db.deleteFrom('staff_roles').execute();
    expect(await person.request('suggest', { id })).toMatchObject({ code: 'forbidden' });
    expect(engine.requests).toEqual([]);
  });

  test('is not made of a question of another event, nor of one that was withdrawn', async () => {
    const { room, engine, ana, id } = await scene();
    const person = await staff(room);
    const elsewhere = await publishEvent(room.context, { slug: 'otra' });
    const foreign = await addQuestion(room.context, elsewhere);
    await ana.request('withdraw', { id });
    for (const wrong of [foreign, id, randomUUID()])
      expect(await person.request('suggest', { id: wrong })).toMatchObject({ code: 'not_found' });
    expect(engine.requests).toEqual([]);
  });

  test('refuses nonsense', async () => {
    const { room } = await scene();
    const person = await staff(room);
    for (const nonsense of [{}, { id: 'x' }, { id: 7 }, 'x'])
      expect(await person.request('suggest', nonsense)).toMatchObject({ code: 'invalid' });
  });

  test('is not there where the organisation chose no engine', async () => {
    const room = await openRoom();
    const id = await ask(await viewer(room));
    const person = await staff(room);
    expect(await person.request('suggest', { id })).toMatchObject({ ok: false, code: 'invalid' });
  });

  test('of an engine that fails is "busy", with a sentence', async () => {
    const { room, id } = await scene((_, response) => response.writeHead(500).end());
    const person = await staff(room, 'moderator', { lang: 'en' });
    expect(await person.request('suggest', { id })).toMatchObject({
      ok: false,
      code: 'busy',
      message: expect.stringContaining('Try again')
    });
  });

  test('does not hold the room up: the engine thinks, and colleagues decide', async () => {
    const thinking = Promise.withResolvers<void>();
    const { room, id } = await scene((request, response) => {
      void thinking.promise.then(() => saying('What next?')(request, response));
    });
    const [first, second] = [await staff(room), await staff(room, 'organizer')];
    const suggestion = first.request('suggest', { id });
    expect(await second.request('moderate', { id, action: 'approve', version: 1 })).toMatchObject({
      ok: true
    });
    thinking.resolve();
    expect(await suggestion).toMatchObject({ ok: true });
  });

  test('can be asked for twenty times a minute', async () => {
    const { room, engine, id } = await scene();
    const [person, other] = [await staff(room), await staff(room)];
    for (let index = 0; index < 20; index++)
      expect(await person.request('suggest', { id })).toMatchObject({ ok: true });
    expect(await person.request('suggest', { id })).toMatchObject({
      code: 'rate_limited',
      retryAfter: expect.any(Number)
    });
    expect(engine.requests).toHaveLength(20);
    expect(await other.request('suggest', { id })).toMatchObject({ ok: true });
  });
});

test('what viewers hear of a suggestion that was saved says that nobody checked it', async () => {
  const { room, ana, id } = await scene();
  const [ben, moderator] = [await viewer(room, 'en'), await staff(room)];
  const said = await moderator.request('suggest', { id });
  const text = said.ok ? said.text : '';
  await moderator.request('moderate', {
    id,
    action: 'translate',
    version: 1,
    lang: 'en',
    text,
    status: 'suggested'
  });
  expect(bytes(ben)).not.toContain(text);
  await moderator.request('moderate', { id, action: 'start', version: 2 });
  await moderator.request('moderate', { id, action: 'approve', version: 2 });
  await moderator.request('moderate', { id, action: 'start', version: 3 });
  await moderator.request('moderate', { id, action: 'answer', version: 4 });
  await ben.hears('changes', ({ items }) => JSON.stringify(items).includes('answered'));
  const late = await viewer(room, 'en');
  for (const person of [ana, ben, late]) {
    const told = questionsIn(person.heard).filter(({ text: texts }) => texts.en === text);
    expect(told.length).toBeGreaterThan(0);
    expect(told.map(({ translation }) => translation)).toEqual(told.map(() => 'suggested'));
  }
});

interface Told {
  text: { en?: string };
  translation: string;
}

/** Every object with texts among what somebody heard, however deep. */
function questionsIn(heard: unknown): Told[] {
  if (typeof heard !== 'object' || heard === null) return [];
  const inner = Object.values(heard).flatMap(questionsIn);
  return 'text' in heard && typeof heard.text === 'object' ? [heard as Told, ...inner] : inner;
}
