import type { Page } from '@playwright/test';
import { askAll } from '../support/crowd.ts';
import { startHub } from '../support/hub-process.ts';
import { saying, startTranslateEngine } from '../support/translate-engine.ts';
import { problemsOf } from './accessibility.ts';
import { openDesk, rowOf, saved, select } from './desk-page.ts';
import { expect, open, PANEL, test as base } from './fixtures.ts';

const QUESTION = '¿Qué hará el Senado?';
const SUGGESTION = 'What will the Senate do?';
const CUE = PANEL.desk.replace('/mesa', '/guia');

/** With a hub whose organisation chose an engine. */
const test = base.extend<{ engine: Awaited<ReturnType<typeof startTranslateEngine>> }>({
  engine: async ({}, use) => {
    const engine = await startTranslateEngine(saying(SUGGESTION));
    await use(engine);
    engine.close();
  },
  hub: async ({ engine }, use) => {
    const hub = await startHub({ TRANSLATE_URL: engine.url });
    await use(hub);
    await hub.remove();
  }
});

async function openTranslation(desk: Page): Promise<void> {
  await select(desk, QUESTION);
  await desk.keyboard.press('t');
  await expect(desk.getByLabel('Traducción al inglés')).toBeFocused();
}

test('the desk suggests at a press, says where the text goes, and saves what the moderator says', async ({
  hub,
  engine,
  moderator,
  person
}) => {
  test.setTimeout(90_000);
  await askAll(hub, [{ text: QUESTION }]);
  const desk = await moderator(hub);
  await openDesk(desk, hub.origin);
  await openTranslation(desk);
  const row = rowOf(desk, QUESTION);
  await expect(row).toContainText(`El texto se envía a ${new URL(engine.url).host}`);
  expect(await problemsOf(desk)).toEqual([]);
  expect(engine.requests).toEqual([]);
  await row.getByRole('button', { name: 'Sugerir' }).click();
  const box = desk.getByLabel('Traducción al inglés');
  await expect(box).toHaveValue(SUGGESTION);
  await expect(row).not.toContainText('traducción sin revisar');
  await box.fill('What will the Senate do now?');
  await expect(row.getByRole('button', { name: 'Sugerir' })).toHaveCount(0);
  await row.getByRole('button', { name: 'Guardar como sugerencia' }).click();
  await expect(row).toContainText('traducción sin revisar');
  await desk.keyboard.press('l');
  await desk.keyboard.press('a');
  await saved(desk);
  await desk.keyboard.press('ArrowRight');
  await select(desk, QUESTION);
  await desk.keyboard.press('l');
  await saved(desk);

  const ben = await person({ locale: 'en-US' });
  await open(ben, `${hub.origin}${PANEL.en}/room`);
  const live = ben.getByRole('region', { name: 'Answering now' });
  await expect(live).toContainText('What will the Senate do now?');
  await expect(live).toContainText('Unchecked translation');
  await select(desk, QUESTION);
  await desk.keyboard.press('r');
  const answered = ben.getByRole('region', { name: 'Answered' });
  await expect(answered).toContainText('What will the Senate do now?');
  await expect(answered).toContainText('Unchecked translation');
  expect(await problemsOf(ben)).toEqual([]);
});

test('an engine that fails leaves the box as it was and says so', async ({
  hub,
  engine,
  moderator
}) => {
  await askAll(hub, [{ text: QUESTION }]);
  engine.close();
  const desk = await moderator(hub);
  await openDesk(desk, hub.origin);
  await openTranslation(desk);
  await rowOf(desk, QUESTION).getByRole('button', { name: 'Sugerir' }).click();
  await expect(rowOf(desk, QUESTION)).toContainText('ocupado');
  await expect(desk.getByLabel('Traducción al inglés')).toHaveValue('');
});

test('interpreters get the same suggestion at the cue', async ({ hub, engine, moderator }) => {
  const cue = await moderator(hub);
  await open(cue, hub.origin + CUE);
  const card = cue.getByRole('listitem').filter({ hasText: 'Falta en español' }).first();
  await expect(card).toContainText(new URL(engine.url).host);
  expect(await problemsOf(cue)).toEqual([]);
  await card.getByRole('button', { name: 'Sugerir' }).click();
  await expect(card.getByLabel('Traducción al español')).toHaveValue(SUGGESTION);
  await expect(card).toContainText('Sin guardar');
});

base('without an engine there is nothing to press', async ({ sharedHub, moderator }) => {
  const cue = await moderator(sharedHub);
  await cue.addInitScript(() => Reflect.deleteProperty(self, 'Translator'));
  await open(cue, sharedHub.origin + CUE);
  await expect(cue.getByLabel('Traducción al español').first()).toBeVisible();
  await expect(cue.getByRole('button', { name: 'Sugerir' })).toHaveCount(0);
});

base(
  'the browser’s own translator comes first, and the hub hears nothing',
  async ({ sharedHub, moderator }) => {
    const cue = await moderator(sharedHub);
    await cue.addInitScript(() => {
      Object.assign(self, {
        Translator: {
          availability: async () => 'available',
          create: async () => ({ translate: async () => 'Hecha aquí' })
        }
      });
    });
    await open(cue, sharedHub.origin + CUE);
    const card = cue.getByRole('listitem').filter({ hasText: 'Falta en español' }).first();
    await expect(card).toContainText('no sale de aquí');
    await card.getByRole('button', { name: 'Sugerir' }).click();
    await expect(card.getByLabel('Traducción al español')).toHaveValue('Hecha aquí');
  }
);

base(
  'one moderator asks for translations, and the colleague’s desk follows',
  async ({ hub, moderator }) => {
    test.setTimeout(90_000);
    await askAll(hub, [{ text: QUESTION }]);
    const [ana, marco] = [await moderator(hub), await moderator(hub)];
    for (const page of [ana, marco]) await openDesk(page, hub.origin);
    await ana.getByText('Traducción', { exact: true }).click();
    await ana.getByRole('radio', { name: /^Antes de publicar/ }).check();
    expect(await problemsOf(ana)).toEqual([]);
    await ana.keyboard.press('Escape');
    await expect(ana.getByRole('radio', { name: /^Antes de publicar/ })).toBeHidden();
    await expect(rowOf(marco, QUESTION)).toContainText('falta traducción');

    await select(marco, QUESTION);
    await marco.keyboard.press('a');
    const hint = marco.getByText('Primero falta una traducción revisada');
    await expect(hint).toBeVisible();
    expect(await problemsOf(marco)).toEqual([]);
    await marco.keyboard.press('t');
    await expect(hint).toHaveCount(0);
    await expect(marco.getByLabel('Traducción al inglés')).toBeFocused();
    await marco.keyboard.type(SUGGESTION);
    await marco.keyboard.press('Control+Enter');
    await expect(rowOf(marco, QUESTION)).toContainText('traducción revisada');
    await marco.keyboard.press('a');
    await saved(marco);
    await expect(ana.getByRole('region', { name: 'En vivo y publicadas' })).toContainText(QUESTION);
  }
);

base(
  'several that lack a translation are refused by name, each with a way to it',
  async ({ hub, moderator }) => {
    await askAll(hub, [{ text: QUESTION }]);
    const desk = await moderator(hub);
    await openDesk(desk, hub.origin);
    await desk.getByText('Traducción', { exact: true }).click();
    await desk.getByRole('radio', { name: /^Antes de publicar/ }).check();
    await desk.keyboard.press('Escape');
    await expect(rowOf(desk, QUESTION)).toContainText('falta traducción');
    await select(desk, QUESTION);
    await desk.keyboard.press('x');
    await desk.keyboard.press('a');
    const alert = desk.getByRole('alert');
    await expect(alert).toContainText('Primero falta una traducción revisada.');
    await alert.getByRole('button', { name: 'Traducir' }).click();
    await expect(desk.getByLabel('Traducción al inglés')).toBeFocused();
  }
);
