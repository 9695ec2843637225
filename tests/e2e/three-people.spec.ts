import type { Locator, Page } from '@playwright/test';
import { expect, open, PANEL, test } from './fixtures.ts';

const QUESTION = '¿Qué propone el plan para quienes ya migraron?';

/** All bytes that came to a page by its sockets and its requests. */
function recordBytes(page: Page): () => string {
  let bytes = '';
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => (bytes += payload.toString()))
  );
  page.on(
    'response',
    (response) =>
      void response.text().then(
        (text) => (bytes += text),
        () => undefined
      )
  );
  return () => bytes;
}

/** A question's row on the desk; its text also stands in the line that says what undo will undo. */
function row(desk: Page, text: string): Locator {
  return desk.getByRole('listitem').filter({ hasText: text });
}

async function ask(page: Page, text: string): Promise<void> {
  await page.getByLabel('Pregunta', { exact: true }).fill(text);
  await page.getByRole('button', { name: 'Enviar' }).click();
}

test('three people follow one question from the ask box to its answer', async ({
  hub,
  person,
  moderator
}) => {
  const ana = await person();
  const ben = await person({ locale: 'en-US' });
  const heardByBen = recordBytes(ben);
  const desk = await moderator(hub);
  await open(desk, hub.origin + PANEL.desk);
  await open(ana, `${hub.origin}${PANEL.es}/sala`);
  await open(ben, `${hub.origin}${PANEL.en}/room`);
  const mine = ana.locator('#mine');

  await ask(ana, QUESTION);
  await expect(mine).toContainText('En revisión');
  await desk.getByRole('button', { name: '1 nueva' }).click({ timeout: 1_500 });
  await row(desk, QUESTION).click();
  expect(heardByBen()).not.toContain('quienes ya migraron');

  await desk.keyboard.press('a');
  await expect(mine).toContainText('Publicada');
  await ben.getByRole('button', { name: 'Show 1 new question' }).click();
  await expect(ben.getByText(QUESTION)).toBeVisible();

  await row(desk, QUESTION).click();
  await desk.keyboard.press('l');
  await expect(mine).toContainText('La están respondiendo ahora');
  await expect(ben.getByRole('region', { name: 'Answering now' })).toContainText(QUESTION);
  await expect(ana.getByRole('region', { name: 'Respondiendo ahora' })).toContainText(QUESTION);

  await row(desk, QUESTION).click();
  await desk.keyboard.press('r');
  await expect(mine).toContainText('Respondida en el minuto 0:00');
  await expect(ben.getByRole('region', { name: 'Answered' })).toContainText(QUESTION);
});

test('everybody comes back by themselves when the hub was stopped between two steps', async ({
  hub,
  person,
  moderator
}) => {
  const ana = await person();
  const desk = await moderator(hub);
  await open(desk, hub.origin + PANEL.desk);
  await open(ana, `${hub.origin}${PANEL.es}/sala`);
  await ask(ana, QUESTION);
  await expect(ana.locator('#mine')).toContainText('En revisión');

  expect(await hub.stop()).toBe(0);
  await expect(desk.getByText('sin conexión')).toBeVisible();
  await hub.start();
  await expect(desk.getByText('con conexión, guardado')).toBeVisible({ timeout: 20_000 });

  await desk.getByRole('button', { name: '1 nueva' }).click();
  await row(desk, QUESTION).click();
  await desk.keyboard.press('a');
  await expect(ana.locator('#mine')).toContainText('Publicada', { timeout: 20_000 });
  await expect(row(desk, QUESTION)).toHaveCount(1);
});

test('a question typed without connection waits, and goes out once when it is back, also after a reload', async ({
  hub,
  person,
  moderator
}) => {
  const ana = await person();
  await open(ana, `${hub.origin}${PANEL.es}/sala`);
  await expect(ana.getByText('1 persona en la sala')).toBeVisible();
  await hub.stop();
  await expect(ana.getByText('Sin conexión')).toBeVisible();
  await ana.getByLabel('Pregunta', { exact: true }).fill(QUESTION);
  await ana.getByRole('button', { name: 'Enviar al reconectar' }).click();
  await expect(ana.locator('#mine')).toContainText('Aún no se envía');

  await hub.start();
  await ana.reload();
  await expect(ana.locator('#mine')).toContainText('En revisión', { timeout: 20_000 });
  await ana.reload();

  const desk = await moderator(hub);
  await open(desk, hub.origin + PANEL.desk);
  await expect(row(desk, QUESTION)).toHaveCount(1);
});
