import { expect, test } from 'vitest';
import { ask, bytes, openRoom, staff, viewer } from '../../../../tests/support/room.ts';

test('when a translation is needed is said by a moderator, and colleagues alone hear of it', async () => {
  const room = await openRoom();
  const [ana, first, second] = [
    await viewer(room),
    await staff(room),
    await staff(room, 'interpreter')
  ];
  expect(await first.request('room', { translation: 'before_publishing' })).toMatchObject({
    ok: true,
    room: { translation: 'before_publishing', qa: 'open' }
  });
  await second.hears('changes', ({ items }) =>
    items.some((item) => item.type === 'room' && item.room.translation === 'before_publishing')
  );
  const id = await ask(ana);
  expect(await first.request('moderate', { id, action: 'approve', version: 1 })).toMatchObject({
    code: 'invalid',
    why: 'needs_translation',
    message: 'Primero falta una traducción revisada.'
  });
  expect(bytes(ana)).not.toContain('before_publishing');
  const late = await viewer(room);
  expect(bytes(late)).not.toContain('before_publishing');
});

test('an interpreter and a viewer do not say it, and nobody says anything else', async () => {
  const room = await openRoom();
  const change = { translation: 'before_stage' };
  for (const person of [await staff(room, 'interpreter'), await viewer(room)])
    expect(await person.request('room', change)).toMatchObject({ code: 'forbidden' });
  const moderator = await staff(room);
  expect(await moderator.request('room', { translation: 'always' })).toMatchObject({
    code: 'invalid'
  });
});

test('an author corrects the language of a waiting question by the socket', async () => {
  const room = await openRoom();
  const [ana, moderator] = [await viewer(room), await staff(room)];
  const id = await ask(ana, 'HSBC?');
  expect(await ana.request('edit', { id, lang: 'en' })).toMatchObject({
    ok: true,
    question: { lang: 'en', text: { en: 'HSBC?' } }
  });
  await moderator.hears('changes', ({ items }) => JSON.stringify(items).includes('"lang":"en"'));
  expect(await ana.request('edit', { id })).toMatchObject({ code: 'invalid' });
  expect(await ana.request('edit', { id, lang: 'fr' })).toMatchObject({ code: 'invalid' });
});
