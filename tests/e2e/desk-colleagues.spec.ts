import type { Page } from '@playwright/test';
import { addModerator } from '../support/add-moderator.ts';
import { askAll } from '../support/crowd.ts';
import { problemsOf } from './accessibility.ts';
import { makeLine } from './desk-line.ts';
import { column, openDesk, QUESTIONS, rowOf, saved, select, TOPICS } from './desk-page.ts';
import { expect, signIn, test } from './fixtures.ts';

test('a colleague who is on a question is seen, and asked about before one acts', async ({
  hub,
  moderator,
  person
}) => {
  await askAll(hub, QUESTIONS.slice(0, 1));
  const [topic = ''] = TOPICS;
  const ana = await moderator(hub);
  const marco = await person();
  await signIn(marco, hub, addModerator(hub, 'Marco Luna'));
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
  const line = await makeLine(ana);
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
  // As it was first painted: on a slow phone nothing may be blank until it is measured.
  const isThere = await desk
    .getByRole('button', { name: /^En vivo \d/ })
    .evaluate(async (tab: HTMLElement) => {
      tab.click();
      for (const _frame of [1, 2]) await new Promise(requestAnimationFrame);
      return [...document.querySelectorAll('.shown [data-row]')]
        .filter((row) => row.textContent?.includes('el presupuesto'))
        .map((row) => row.checkVisibility({ visibilityProperty: true }));
    });
  expect(isThere).toEqual([true]);
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

test('a finger leads to the next column, and neither scrolls nor selects by it', async ({
  hub,
  moderator
}) => {
  await askAll(hub, QUESTIONS);
  const desk = await moderator(hub, {
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: true
  });
  await openDesk(desk, hub.origin);
  const tab = (name: RegExp) => desk.getByRole('button', { name });
  const shown = (name: RegExp) => expect(tab(name)).toHaveAttribute('aria-pressed', 'true');
  const first = desk.locator('[data-row][aria-current]');
  const before = await first.getAttribute('id');

  await drag(desk, [300, 620], [120, 640]);
  await shown(/^En vivo \d/);
  await expect(first).toBeFocused();
  await drag(desk, [300, 620], [120, 640]);
  await drag(desk, [300, 620], [120, 640]);
  await shown(/^Ya pasaron \d/);
  await drag(desk, [60, 620], [260, 640]);
  await drag(desk, [60, 620], [260, 640]);
  await shown(/^En espera \d/);
  await expect(first).toHaveAttribute('id', before ?? '');

  // Steeper than flat, shorter than meant, or in a field: nothing moves on.
  await drag(desk, [200, 640], [120, 520]);
  await drag(desk, [200, 640], [170, 640]);
  await shown(/^En espera \d/);
  const list = desk.locator('#column-waiting');
  expect(await list.evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(0);
  await first.getByRole('button', { name: 'Editar' }).click();
  const field = desk.getByLabel('Texto de la pregunta');
  // A tap waits until the row has come to rest.
  await field.tap();
  const box = await field.boundingBox();
  const y = (box?.y ?? 0) + 20;
  await drag(desk, [300, y], [60, y]);
  await shown(/^En espera \d/);
  await expect(field).toBeVisible();
});

type Point = [x: number, y: number];

/** One finger from here to there, as a screen reports it. */
async function drag(page: Page, [fromX, fromY]: Point, [toX, toY]: Point): Promise<void> {
  const line = await page.context().newCDPSession(page);
  const STEPS = 8;
  const at = (part: number) => [
    { x: fromX + (toX - fromX) * part, y: fromY + (toY - fromY) * part }
  ];
  await line.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0) });
  for (let step = 1; step <= STEPS; step++)
    await line.send('Input.dispatchTouchEvent', {
      type: 'touchMove',
      touchPoints: at(step / STEPS)
    });
  await line.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await line.detach();
}
