import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runHubCommand } from '../support/hub-command.ts';
import type { HubProcess } from '../support/hub-process.ts';
import { problemsOf } from './accessibility.ts';
import { expect, open, PANEL, test } from './fixtures.ts';

test('without JavaScript one can read, ask, vote and withdraw in the room', async ({
  hub,
  person
}) => {
  const ana = await person({ javaScriptEnabled: false, locale: 'en-US' });
  await ana.goto(`${hub.origin}${PANEL.en}/room`);
  await ana.getByRole('button', { name: /Vote for “Would legal marijuana/ }).click();
  await expect(
    ana.getByRole('button', { name: /Would legal marijuana.*, 1 vote$/ })
  ).toHaveAttribute('aria-pressed', 'true');
  await ana.getByLabel('Question', { exact: true }).fill('Who pays for it?');
  await ana.getByRole('button', { name: 'Send' }).click();
  await expect(ana.locator('#mine')).toContainText('In review');
  await ana.locator('#mine').getByText('Withdraw', { exact: true }).click();
  await ana.getByRole('button', { name: 'Yes, withdraw it' }).click();
  await expect(ana.locator('#mine')).toContainText('You withdrew it');
});

test('a question that is refused without JavaScript stays in the box', async ({ hub, person }) => {
  const ana = await person({ javaScriptEnabled: false });
  ana.removeAllListeners('console');
  await ana.goto(`${hub.origin}${PANEL.es}/sala`);
  for (const text of ['primera', 'segunda']) {
    await ana.getByLabel('Pregunta', { exact: true }).fill(text);
    await ana.getByRole('button', { name: 'Enviar' }).click();
  }
  await expect(ana.getByLabel('Pregunta', { exact: true })).toHaveValue('segunda');
  await expect(ana.getByText(/Espera \d+ segundos/)).toBeVisible();
});

test('a second question within ten seconds waits its turn by itself', async ({ hub, person }) => {
  const ana = await person();
  await open(ana, `${hub.origin}${PANEL.es}/sala`);
  for (const text of ['primera', 'segunda']) {
    await ana.getByLabel('Pregunta', { exact: true }).fill(text);
    await ana.getByRole('button', { name: /^Enviar/ }).click();
  }
  await expect(ana.locator('#mine')).toContainText(/Espera \d+ segundos/);
  await expect(ana.locator('#mine').getByText('En revisión')).toHaveCount(2, { timeout: 15_000 });
});

test('the count of characters follows the typing and an overlong question is not sent', async ({
  sharedHub,
  person
}) => {
  const ana = await person();
  await open(ana, `${sharedHub.origin}${PANEL.es}/sala`);
  await ana.getByLabel('Pregunta', { exact: true }).fill('👩🏽‍🌾'.repeat(399));
  await expect(ana.getByText('Queda 1 carácter')).toBeVisible();
  await ana.getByLabel('Pregunta', { exact: true }).fill('ñ'.repeat(405));
  await ana.getByRole('button', { name: 'Enviar' }).click();
  await expect(ana.getByText('Sobran 5 caracteres')).toBeVisible();
  await expect(ana.locator('#mine')).toHaveCount(0);
});

test('on a phone the ask box is a sheet that opens, closes and gives the focus back', async ({
  sharedHub,
  person
}) => {
  const ana = await person({ viewport: { width: 360, height: 740 } });
  await open(ana, `${sharedHub.origin}${PANEL.es}/sala`);
  const opener = ana.getByRole('button', { name: 'Hacer una pregunta' });
  await opener.press('Enter');
  await expect(ana.getByLabel('Pregunta', { exact: true })).toBeFocused();
  await ana.keyboard.press('Escape');
  await expect(opener).toBeFocused();
});

test('what people type is shown as they typed it, everywhere', async ({
  hub,
  person,
  moderator
}) => {
  const nasty = '<img src=x onerror="window.__xss=1"> {{lang}} $t(nav.home) ${7*7}';
  const ana = await person();
  await open(ana, `${hub.origin}${PANEL.es}/sala`);
  await ana.getByLabel('Pregunta', { exact: true }).fill(nasty);
  await ana.getByRole('button', { name: 'Enviar' }).click();
  await expect(ana.locator('#mine')).toContainText(nasty);
  const desk = await moderator(hub);
  await open(desk, hub.origin + PANEL.desk);
  await expect(desk.getByText(nasty).first()).toBeVisible();
  for (const page of [ana, desk]) expect(await page.evaluate(() => '__xss' in window)).toBe(false);
});

test('a moderator pauses the questions and every viewer knows within a second', async ({
  hub,
  person,
  moderator
}) => {
  const ana = await person();
  await open(ana, `${hub.origin}${PANEL.es}/sala`);
  const desk = await moderator(hub);
  await open(desk, hub.origin + PANEL.desk);
  await expect(desk.getByText('con conexión, guardado')).toBeVisible();
  await desk.getByRole('button', { name: 'Solo votos' }).click();
  await expect(ana.getByText('La moderación hizo una pausa')).toBeVisible({ timeout: 1_000 });
});

test('a moderator declines with a reason by two keys and takes it back with a third', async ({
  hub,
  person,
  moderator
}) => {
  const ana = await person();
  await open(ana, `${hub.origin}${PANEL.es}/sala`);
  await ana.getByLabel('Pregunta', { exact: true }).fill('¿Dónde compro boletos?');
  await ana.getByRole('button', { name: 'Enviar' }).click();
  const desk = await moderator(hub);
  await open(desk, hub.origin + PANEL.desk);
  await desk.getByRole('listitem').filter({ hasText: 'boletos' }).click();
  await desk.keyboard.press('d');
  await desk.keyboard.press('2');
  await expect(ana.locator('#mine')).toContainText('está fuera del tema de hoy');
  await desk.keyboard.press('u');
  await expect(ana.locator('#mine')).toContainText('En revisión');
});

test('two moderators on one question: the second is told who was first', async ({
  hub,
  person,
  moderator
}) => {
  const ana = await person();
  await open(ana, `${hub.origin}${PANEL.es}/sala`);
  await ana.getByLabel('Pregunta', { exact: true }).fill('¿Quién llega primero?');
  await ana.getByRole('button', { name: 'Enviar' }).click();
  const [first, second] = [await moderator(hub), await moderator(hub)];
  for (const desk of [first, second]) {
    await open(desk, hub.origin + PANEL.desk);
    await desk.getByRole('listitem').filter({ hasText: 'primero' }).click();
  }
  await first.keyboard.press('a');
  await expect(second.getByText('Rosario Demo: publicada')).toBeVisible();
  await expect(second.locator('[data-row]').filter({ hasText: 'primero' })).toHaveAttribute(
    'aria-current',
    'true'
  );
});

test('one listens to the interpretation, or to the floor, and it stays so', async ({
  hub,
  person
}) => {
  importTalk(hub);
  const room = `${hub.origin}/en/events/two-voices/room`;
  const ana = await person({ javaScriptEnabled: false });
  await ana.route(/youtube/, (route) => route.abort('blockedbyclient'));
  await ana.goto(room);
  await expect(ana.getByRole('radio', { name: 'English' })).toBeChecked();
  await ana.getByRole('button', { name: 'Watch the stream' }).click();
  const link = ana.getByRole('link', { name: 'Open the stream at tube.example.org' });
  await expect(link).toHaveAttribute('href', TALK.channels.en);
  await ana.getByRole('button', { name: 'Original (Spanish)' }).click();
  await expect(ana.getByRole('button', { pressed: true })).toHaveText('Original (Spanish)');
  await expect(ana.locator('iframe')).toHaveAttribute('src', /embed\/abcdefghijk/);
  await ana.goto(room);
  await expect(ana.getByRole('radio', { name: 'Original (Spanish)' })).toBeChecked();

  const ben = await person();
  const outside: string[] = [];
  await ben.route(/youtube|tube\.example/, (route) => {
    outside.push(route.request().url());
    return route.abort('blockedbyclient');
  });
  await open(ben, room);
  await ben.getByRole('radio', { name: 'Original (Spanish)' }).check();
  expect(outside).toEqual([]);
  await ben.getByRole('button', { name: 'Watch the stream' }).click();
  await expect.poll(() => outside.length).toBe(1);
  await ben.getByRole('button', { name: 'English' }).click();
  await expect(ben.getByRole('link', { name: /tube\.example/ })).toBeVisible();
  expect(await problemsOf(ben)).toEqual([]);
});

/** Its room is open; spoken in Spanish, and interpreted on a stream of its own. */
const TALK = {
  slug: { es: 'dos-voces', en: 'two-voices' },
  kind: 'webinar',
  status: 'published',
  zone: 'America/Mexico_City',
  startsIn: 'PT5M',
  duration: 'PT2H',
  spoken: ['es'],
  interpretation: ['en'],
  stream: 'https://youtu.be/abcdefghijk',
  channels: { en: 'https://tube.example.org/videos/embed/in-english' },
  title: { es: 'Dos voces', en: 'Two voices' }
};

function importTalk(hub: HubProcess): void {
  const file = join(hub.dataDir, 'talk.json');
  writeFileSync(file, JSON.stringify({ events: [TALK] }));
  runHubCommand(hub, ['import', file]);
}
