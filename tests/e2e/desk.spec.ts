import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page, WebSocketRoute } from '@playwright/test';
import { addModerator } from '../support/add-moderator.ts';
import { askAll, enterRoom } from '../support/crowd.ts';
import { expect, open, PANEL, test } from './fixtures.ts';

const TOPICS = [
  'el presupuesto del plan de paz',
  'la búsqueda de personas desaparecidas',
  'los migrantes que esperan en Tijuana',
  'el agua de las comunidades',
  'la policía comunitaria de Guerrero',
  'las armas que cruzan la frontera',
  'los jueces que investigan a militares',
  'las mujeres defensoras de la tierra',
  'el archivo histórico del ejército',
  'los periodistas bajo amenaza',
  'la reforma de las fiscalías',
  'los jornaleros de San Quintín'
];
const QUESTIONS = TOPICS.map((topic) => ({ text: `¿Qué cambiará con ${topic}?` }));

function rowOf(desk: Page, text: string): Locator {
  return desk.locator('[data-row]').filter({ hasText: text });
}

/** Presses the words, not the middle: there the selected row has buttons. */
async function select(desk: Page, text: string): Promise<void> {
  await rowOf(desk, text).locator('.words').click();
}

/** Lets a page lose its connection at once and get it back. */
async function makeCuttable(page: Page) {
  let isCut = false;
  const lines = new Set<WebSocketRoute>();
  await page.routeWebSocket(/socket\.io/, (line) => {
    if (isCut) return void line.close();
    line.connectToServer();
    lines.add(line);
  });
  return {
    async cut() {
      isCut = true;
      await page.context().setOffline(true);
      for (const line of lines) await line.close();
    },
    async mend() {
      isCut = false;
      await page.context().setOffline(false);
    }
  };
}

function column(desk: Page, name: string): Locator {
  return desk.getByRole('region', { name });
}

/** Opens the desk and lets in what was asked; the first question is selected. */
async function openDesk(desk: Page, origin: string, path = PANEL.desk): Promise<void> {
  await open(desk, origin + path);
  await expect(desk.getByText(/con conexión, guardado|connected, saved/)).toBeVisible();
}

async function saved(desk: Page): Promise<void> {
  await expect(desk.getByText('con conexión, guardado')).toBeVisible();
}

async function problemsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return violations.map(
    (violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(' | ')}`
  );
}

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

test('a colleague who is on a question is seen, and asked about before one acts', async ({
  hub,
  moderator,
  person
}) => {
  await askAll(hub, QUESTIONS.slice(0, 1));
  const [topic = ''] = TOPICS;
  const { email, password } = addModerator(hub, 'Marco Luna');
  const ana = await moderator(hub);
  const marco = await person();
  await open(marco, `${hub.origin}/es/equipo/entrar`);
  await marco.getByLabel('Correo', { exact: true }).fill(email);
  await marco.getByLabel('Contraseña').fill(password);
  await marco.getByRole('button', { name: 'Entrar' }).click();
  await marco.waitForURL('**/es/equipo');
  await openDesk(ana, hub.origin);
  await openDesk(marco, hub.origin);
  await expect(ana.getByRole('list', { name: 'En la mesa contigo' })).toHaveText(/Marco Luna/);

  await select(marco, topic);
  await marco.keyboard.press('e');
  await marco.keyboard.type('Escrito a medias ');
  await expect(rowOf(ana, topic)).toContainText('Marco Luna la tiene');
  await select(ana, topic);
  await ana.keyboard.press('a');
  await expect(ana.getByText('Marco Luna está con esta pregunta.')).toBeVisible();
  expect(await problemsOf(ana)).toEqual([]);
  await ana.keyboard.press('Escape');
  await expect(rowOf(ana, topic)).toBeFocused();
  await ana.keyboard.press('a');
  await ana.getByRole('button', { name: 'Seguir de todos modos' }).click();
  await saved(ana);

  // What was typed on the question as it was is not lost, and overwrites nothing unseen.
  const field = marco.getByLabel('Texto de la pregunta');
  await expect(rowOf(marco, topic)).toContainText('Rosario Demo: publicada');
  await marco.keyboard.press('Control+Enter');
  await expect(marco.getByRole('alert')).toContainText('Rosario Demo ya cambió');
  await expect(field).toHaveValue(/Escrito a medias/);
  await marco.keyboard.press('Control+Enter');
  await expect(field).toHaveCount(0);
  await expect(rowOf(ana, topic)).toContainText('editada');
});

test('without connection decisions wait, and overwrite nothing when it is back', async ({
  hub,
  moderator
}) => {
  await askAll(hub, QUESTIONS.slice(0, 2));
  const [ana, marco] = [await moderator(hub), await moderator(hub)];
  const line = await makeCuttable(ana);
  await openDesk(ana, hub.origin);
  await openDesk(marco, hub.origin);
  const [first = '', second = ''] = TOPICS;
  await line.cut();
  await expect(ana.getByText('sin conexión')).toBeVisible({ timeout: 30_000 });
  await select(ana, first);
  await ana.keyboard.press('a');
  await select(ana, second);
  await ana.keyboard.press('a');
  await expect(ana.getByText('2 decisiones sin enviar')).toBeVisible();
  await expect(rowOf(ana, first)).toContainText('sin enviar');

  await select(marco, second);
  await marco.keyboard.press('d');
  await marco.keyboard.press('4');
  await saved(marco);
  await line.mend();
  await expect(ana.getByRole('alert')).toContainText('Esta decisión no se aplicó', {
    timeout: 30_000
  });
  await expect(ana.getByRole('alert')).toContainText(second);
  await expect(ana.getByRole('alert')).toContainText('Rosario Demo ya cambió');
  await expect(column(ana, 'Ya pasaron')).toContainText(second);
  // It is selected there, so it stays in place and says what became of it.
  await expect(rowOf(marco, first)).toContainText('Rosario Demo: publicada');
  expect(await problemsOf(ana)).toEqual([]);
  await ana.getByRole('button', { name: 'Entendido' }).click();
  await expect(ana.getByRole('alert')).toHaveCount(0);
});

test('what is open in a row is accessible, in both languages and themes', async ({
  hub,
  moderator
}) => {
  test.setTimeout(120_000);
  await askAll(hub, [
    ...QUESTIONS.slice(0, 2),
    { text: 'Would it weaken the cartels? Write to me@example.org', lang: 'en' as const }
  ]);
  const desk = await moderator(hub);
  const problems: Record<string, string[]> = {};
  for (const path of [PANEL.desk, '/en/staff/events/drug-war-merida-initiative/desk']) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await desk.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await openDesk(desk, hub.origin, path);
      await select(desk, 'Would it weaken');
      for (const key of ['d', 'e', 't', 'm', 'b', 'w', 'h', '?']) {
        await desk.keyboard.press(key);
        const found = await problemsOf(desk);
        if (found.length > 0) problems[`${path} ${colorScheme} ${key}`] = found;
        await desk.keyboard.press('Escape');
        await expect(rowOf(desk, 'Would it weaken')).toBeFocused();
      }
    }
  }
  expect(problems).toEqual({});
});

test('a phone shows one column, with everything within reach of a thumb', async ({
  hub,
  moderator
}) => {
  await askAll(hub, QUESTIONS.slice(0, 3));
  const desk = await moderator(hub);
  await desk.setViewportSize({ width: 360, height: 740 });
  await openDesk(desk, hub.origin);
  await select(desk, TOPICS[0] ?? '');
  const publish = desk.getByRole('button', { name: 'Publicar' });
  expect((await publish.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  await publish.click();
  await desk.getByRole('button', { name: /^En vivo \d/ }).click();
  await expect(rowOf(desk, TOPICS[0] ?? '')).toBeVisible();
  await desk.getByRole('button', { name: 'Opciones' }).click();
  await desk.getByLabel('Buscar', { exact: true }).fill('busqueda');
  await desk.getByRole('button', { name: /^En espera 1/ }).click();
  await expect(rowOf(desk, TOPICS[1] ?? '')).toBeVisible();
  await expect(rowOf(desk, TOPICS[2] ?? '')).toHaveCount(0);
  expect(await problemsOf(desk)).toEqual([]);
  const sideways = await desk.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth
  );
  expect(sideways).toBe(0);
});
