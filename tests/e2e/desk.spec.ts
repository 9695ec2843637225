import { problemsOf } from './accessibility.ts';
import { column, openDesk, QUESTIONS, rowOf, saved, select, TOPICS } from './desk-page.ts';
import { askAll, enterRoom } from '../support/crowd.ts';
import { expect, open, PANEL, test } from './fixtures.ts';

test('twelve waiting questions are decided with the keyboard alone', async ({ hub, moderator }) => {
  await askAll(hub, QUESTIONS);
  const desk = await moderator(hub);
  await openDesk(desk, hub.origin);
  const waiting = column(desk, 'En espera');
  await expect(waiting.getByRole('heading')).toHaveText('En espera 14');
  for (const key of [
    'a',
    'n',
    'd',
    '2',
    'a',
    'n',
    'd',
    '1',
    'a',
    'n',
    'a',
    'a',
    'a',
    'a',
    'a',
    'a'
  ])
    await desk.keyboard.press(key);
  await expect(waiting.getByRole('heading')).toHaveText('En espera 0');
  await saved(desk);
  await expect(column(desk, 'Ya pasaron').getByRole('heading')).toHaveText('Ya pasaron 2');
  const published = column(desk, 'En vivo y publicadas');
  await expect(published.getByRole('heading')).toHaveText('En vivo y publicadas 14');

  await desk.keyboard.press('ArrowRight');
  await expect(desk.locator('[data-row][aria-current]')).toBeFocused();
  await desk.keyboard.press('l');
  await expect(published.getByText('Respondiendo ahora')).toBeVisible();
  await desk.keyboard.press('r');
  await expect(published.getByText('Respondiendo ahora')).toHaveCount(0);
  await saved(desk);
  await desk.reload();
  await expect(column(desk, 'Ya pasaron').getByRole('heading')).toHaveText('Ya pasaron 3');
});

test('two questions become one, with the voters of both', async ({ hub, moderator }) => {
  const [first = '', second = ''] = await askAll(hub, [
    { text: '¿La legalización de la marihuana debilita a los cárteles?' },
    { text: '¿De verdad la legalización de la marihuana debilita a los carteles?' }
  ]);
  const desk = await moderator(hub);
  await openDesk(desk, hub.origin);
  for (const text of ['¿La legalización', '¿De verdad']) {
    await select(desk, text);
    await desk.keyboard.press('a');
    await saved(desk);
  }
  const [ana, ben] = [await enterRoom(hub), await enterRoom(hub)];
  await ana.vote(first);
  await ana.vote(second);
  await ben.vote(second);

  await select(desk, '¿De verdad');
  await expect(desk.getByRole('button', { name: /se parece a otra/ })).toBeVisible();
  await desk.keyboard.press('m');
  await expect(desk.getByRole('radio', { checked: true })).toBeFocused();
  expect(await problemsOf(desk)).toEqual([]);
  await desk.keyboard.press('Enter');
  await expect(
    rowOf(desk, '¿La legalización').first().getByText('2', { exact: true })
  ).toBeVisible();
  const done = column(desk, 'Ya pasaron');
  await expect(done.getByText('unida con')).toBeVisible();
  await desk.keyboard.press('u');
  await expect(done.getByText('unida con')).toHaveCount(0);
  ana.leave();
  ben.leave();
});

test('a phone number is hidden before anybody sees it, after a look at the result', async ({
  hub,
  moderator,
  person
}) => {
  await askAll(hub, [{ text: '¿Quién financia a la policía? Mi número es 55 1234 5678' }]);
  const desk = await moderator(hub);
  await openDesk(desk, hub.origin);
  const row = rowOf(desk, '¿Quién financia');
  await select(desk, '¿Quién financia');
  await desk.keyboard.press('e');
  await expect(row.getByLabel('Texto de la pregunta')).toBeFocused();
  await expect(row.getByRole('group', { name: 'Así quedará' })).toContainText('███');
  expect(await problemsOf(desk)).toEqual([]);
  await desk.keyboard.press('Control+Enter');
  await expect(row).not.toContainText('1234');
  await expect(row).toContainText('editada');
  await expect(row).toBeFocused();
  await desk.keyboard.press('a');
  await saved(desk);
  const viewer = await person();
  await open(viewer, `${hub.origin}${PANEL.es}/sala`);
  await expect(viewer.getByText('¿Quién financia a la policía?')).toBeVisible();
  expect(await viewer.content()).not.toContain('1234');
});

test('viewers read a translation that was checked at the desk', async ({
  hub,
  moderator,
  person
}) => {
  await askAll(hub, [{ text: '¿Qué hará el Senado?' }]);
  const desk = await moderator(hub);
  await openDesk(desk, hub.origin);
  await select(desk, '¿Qué hará el Senado?');
  await desk.keyboard.press('t');
  await desk.getByLabel('Traducción al inglés').fill('What will the Senate do?');
  await desk.getByRole('button', { name: 'Guardar revisada' }).click();
  await expect(rowOf(desk, '¿Qué hará el Senado?')).toContainText('traducción revisada');
  await desk.keyboard.press('a');
  await saved(desk);
  const ben = await person({ locale: 'en-US' });
  await open(ben, `${hub.origin}${PANEL.en}/room`);
  await expect(ben.getByText('What will the Senate do?')).toBeVisible();
});

test('"next up" is reordered by keys and by dragging', async ({ hub, moderator }) => {
  await askAll(hub, QUESTIONS.slice(0, 3));
  const desk = await moderator(hub);
  await openDesk(desk, hub.origin);
  const queued = column(desk, 'En vivo y publicadas').locator('.row.queued');
  for (const [index, { text }] of QUESTIONS.slice(0, 3).entries()) {
    await select(desk, text);
    await desk.keyboard.press('n');
    await expect(queued).toHaveCount(index + 1);
  }
  await select(desk, TOPICS[2] ?? '');
  await desk.keyboard.press('Alt+ArrowUp');
  await expect(queued.nth(1)).toContainText(TOPICS[2] ?? '');
  await expect(queued.nth(1)).toBeFocused();
  await desk.keyboard.press('Alt+ArrowUp');
  await expect(queued.nth(0)).toContainText(TOPICS[2] ?? '');

  await rowOf(desk, TOPICS[1] ?? '')
    .getByRole('button', { name: 'Cambiar de lugar' })
    .hover();
  await desk.mouse.down();
  await queued.nth(0).hover({ position: { x: 20, y: 2 } });
  await desk.mouse.up();
  await expect(queued.nth(0)).toContainText(TOPICS[1] ?? '');
  await saved(desk);
  await desk.reload();
  await expect(queued).toHaveText(
    [TOPICS[1], TOPICS[2], TOPICS[0]].map((topic) => new RegExp(topic ?? ''))
  );
});

test('many are declined at once and come back by one undo', async ({ hub, moderator }) => {
  await askAll(hub, QUESTIONS.slice(0, 4));
  const desk = await moderator(hub);
  await openDesk(desk, hub.origin);
  await select(desk, QUESTIONS[0]?.text ?? '');
  for (const key of ['x', 'j', 'x', 'j', 'j', 'x']) await desk.keyboard.press(key);
  await expect(desk.getByText('3 marcadas')).toBeVisible();
  await desk.keyboard.press('d');
  expect(await problemsOf(desk)).toEqual([]);
  await desk.keyboard.press('3');
  const done = column(desk, 'Ya pasaron').getByRole('heading');
  await expect(done).toHaveText('Ya pasaron 3');
  await expect(desk.getByRole('button', { name: /Deshacer: no elegiste/ })).toContainText(
    '3 preguntas'
  );
  await saved(desk);
  await desk.keyboard.press('u');
  await expect(done).toHaveText('Ya pasaron 0');
  await expect(column(desk, 'En espera').getByRole('heading')).toHaveText('En espera 6');
});
