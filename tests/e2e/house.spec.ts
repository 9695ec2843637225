import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { runHubCommand } from '../support/hub-command.ts';
import { mailsTo } from '../support/mails.ts';
import { problemsOf } from './accessibility.ts';
import { expect, open, PANEL, signIn, test } from './fixtures.ts';

const HOUSE = { es: '/es/equipo/casa', en: '/en/staff/house' };

test('an admin gives the house a name, a logo and a colour, and visitors see them', async ({
  hub,
  person,
  moderator
}) => {
  const admin = await moderator(hub);
  await open(admin, hub.origin + HOUSE.es);
  await admin.getByLabel('En español').fill('Casa Refugio');
  await admin.getByLabel('En inglés').fill('Refuge House');
  await saveIn(admin, 'Nombre');
  await expect(admin.getByText('Guardado.')).toBeVisible();

  await admin.getByLabel('Tema claro').fill('#f5b14c');
  await admin.getByLabel('Tema oscuro').fill('#83cdbf');
  await saveIn(admin, 'Color');
  await expect(admin.getByLabel('Tema claro')).toHaveAccessibleDescription(/contraste es de 1\.\d/);
  await expect(admin.getByLabel('Tema claro')).toHaveValue('#f5b14c');
  await admin.getByLabel('Tema claro').fill('#0f5e56');
  await saveIn(admin, 'Color');
  await expect(admin.getByText('Guardado.')).toBeVisible();

  const visitor = await person();
  await open(visitor, `${hub.origin}${PANEL.en}`);
  await expect(visitor.getByRole('link', { name: 'Refuge House, home' })).toBeVisible();
  await expect(visitor).toHaveTitle(/ · Refuge House$/);
  expect(await tokenOf(visitor, '--cochineal')).toBe('#0f5e56');
  await visitor.emulateMedia({ colorScheme: 'dark' });
  expect(await tokenOf(visitor, '--cochineal')).toBe('#83cdbf');

  await admin.getByLabel('Archivo').setInputFiles(await picture());
  await admin.getByRole('button', { name: 'Usar este logotipo' }).click();
  await expect(admin.getByRole('group', { name: 'El logotipo de ahora' })).toBeVisible();
  await visitor.reload();
  const logo = visitor.getByRole('link', { name: 'Refuge House, home' }).locator('img');
  await expect.poll(() => logo.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(400);
  await expect(visitor.locator('link[rel=icon]')).toHaveAttribute('href', /\/house\/icon-32\.png/);
});

test('an admin tries the mail, backs up, and looks after the jobs', async ({ hub, moderator }) => {
  const admin = await moderator(hub);
  await open(admin, hub.origin + HOUSE.es);
  await admin.getByRole('button', { name: 'Enviarme un correo de prueba' }).click();
  await expect(admin.getByText(/La prueba salió a las/)).toBeVisible();
  expect((await mailsTo(hub, 'demo@example.org', 1))[0]?.subject).toBe('Correo de prueba');
  await admin.getByRole('button', { name: 'Respaldar ahora' }).click();
  await expect(admin.getByText(/Listo: encuentro-.*kB/)).toBeVisible();
  await expect(admin.getByRole('row', { name: /encuentro-.*\.tar\.gz/ })).toHaveCount(1);
  await expect(admin.getByRole('row', { name: /Borrado de datos personales/ })).toBeVisible();
  await admin.getByLabel('Días', { exact: true }).fill('999');
  await saveIn(admin, 'Cuánto guardamos');
  await expect(admin.getByLabel('Días', { exact: true })).toHaveAccessibleDescription(/de 1 a 365/);
});

test('without JavaScript the forms work the same', async ({ sharedHub, moderator }) => {
  const admin = await moderator(sharedHub, { javaScriptEnabled: false });
  await admin.goto(sharedHub.origin + HOUSE.en);
  await admin.getByLabel('Days', { exact: true }).fill('10');
  await saveIn(admin, 'How long we keep it', 'Save');
  await expect(admin.getByText('Saved.')).toBeVisible();
  await admin.getByRole('button', { name: 'Send me a test mail' }).click();
  await expect(admin.getByText(/The test (waits|went out)/)).toBeVisible();
  await admin.goto(`${sharedHub.origin}/en/privacy`);
  await expect(admin.getByText(/10 days/).first()).toBeVisible();
});

test('who the operator disables is out of every page at once', async ({ hub, person }) => {
  const mo = { email: 'mo@example.org', password: 'una clave larga' };
  const add = ['user', 'add', '--email', mo.email, '--name', 'Mo', '--role', 'moderator'];
  runHubCommand(hub, add, mo.password);
  const desk = await person();
  await signIn(desk, hub, mo);
  await open(desk, hub.origin + PANEL.desk);
  await expect(desk.getByRole('heading', { level: 1 })).toBeVisible();
  runHubCommand(hub, ['user', 'disable', mo.email]);
  await expect(desk).toHaveURL(/\/es\/equipo\/entrar/, { timeout: 4_000 });
});

for (const [lang, colorScheme] of [
  ['es', 'light'],
  ['en', 'dark']
] as const)
  test(`the house reads well in ${lang} and ${colorScheme}, from a phone to a desk`, async ({
    sharedHub,
    moderator
  }) => {
    const admin = await moderator(sharedHub);
    await admin.emulateMedia({ colorScheme });
    await open(admin, sharedHub.origin + HOUSE[lang]);
    for (const width of [320, 1280]) {
      await admin.setViewportSize({ width, height: 800 });
      expect(await problemsOf(admin)).toEqual([]);
      expect(await admin.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
  });

/** The button of the section with this title. */
async function saveIn(page: Page, section: string, name = 'Guardar'): Promise<void> {
  await page.getByRole('region', { name: section }).getByRole('button', { name }).click();
}

function tokenOf(page: Page, token: string): Promise<string> {
  return page.evaluate(
    (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim(),
    token
  );
}

async function picture() {
  const ground = { r: 15, g: 94, b: 86, alpha: 0.5 };
  const buffer = await sharp({
    create: { width: 400, height: 100, channels: 4, background: ground }
  })
    .png()
    .toBuffer();
  return { name: 'logo.png', mimeType: 'image/png', buffer };
}
