import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { mailsTo } from '../support/mails.ts';
import type { HubProcess } from '../support/hub-process.ts';
import { expect, open, test } from './fixtures.ts';

const PASSWORD = 'tinta y papel';
const VERA = { email: 'vera@example.org', password: PASSWORD };

test('an invited moderator comes in by the link, moderates one event, and is out at once when it ends', async ({
  hub,
  moderator,
  person
}) => {
  test.setTimeout(90_000);
  const admin = await moderator(hub);
  await open(admin, `${hub.origin}/es/equipo/accesos`);
  await admin.getByLabel('Nombre', { exact: true }).fill('Vera Luna');
  await admin.getByLabel('Correo', { exact: true }).fill(VERA.email);
  await admin.getByRole('radio', { name: 'English' }).check();
  await admin.getByRole('button', { name: 'Invitar' }).click();
  await expect(admin.getByText('Elige al menos un evento.')).toBeVisible();
  await admin.getByRole('checkbox', { name: /Iniciativa Mérida/ }).check();
  await admin.getByRole('button', { name: 'Invitar' }).click();
  await expect(admin.getByText('no se vuelve a mostrar')).toBeVisible();
  const link = await admin.getByLabel('Enlace de un solo uso').inputValue();
  await expect(admin.getByText('Con invitación pendiente')).toBeVisible();

  const [mail] = await mailsTo(hub, VERA.email, 1);
  expect(mail?.subject).toBe('You are invited to the team on Encuentro');
  expect(mail?.text).toContain(link);
  const vera = await person({ locale: 'en-US' });
  await open(vera, link);
  await vera.getByLabel('Password').fill(PASSWORD);
  await vera.getByRole('button', { name: 'Save and sign in' }).click();
  await vera.waitForURL('**/en/staff');
  await vera.getByRole('link', { name: /^Open the desk/ }).click();
  await expect(vera.getByRole('heading', { name: 'Waiting' })).toBeVisible();
  const late = await person({ locale: 'en-US' });
  await open(late, link);
  await expect(late.getByLabel('Password')).toHaveCount(0);
  const refused = await vera.request.get(`${hub.origin}/en/staff/team`);
  expect(refused.status()).toBe(404);

  await admin.getByRole('link', { name: 'Vera Luna' }).click();
  await admin.getByRole('button', { name: /^Quitar: Modera, / }).click();
  await expect(admin.getByText('Guardado. Ya está en vigor.')).toBeVisible();
  await vera.waitForURL('**/en/staff');
  await expect(vera.getByText('No events are in your care yet')).toBeVisible();
  await admin.getByRole('button', { name: 'Quitar el acceso' }).click();
  await expect(admin.getByText('Sin acceso', { exact: true })).toBeVisible();
  await open(vera, `${hub.origin}/en/staff`);
  await expect(vera).toHaveURL(/staff\/sign-in/);

  await open(admin, `${hub.origin}/es/equipo/bitacora`);
  await admin.getByLabel('Qué').selectOption('user_disabled');
  await admin.getByRole('button', { name: 'Filtrar' }).click();
  await expect(admin).toHaveURL(/what=user_disabled/);
  await expect(admin.getByRole('listitem').filter({ hasText: 'Vera Luna' })).toContainText(
    'Rosario Demo'
  );
});

test('a second step asks for the phone’s code, also without JavaScript, and a lost phone has its codes', async ({
  hub,
  moderator,
  person
}) => {
  test.setTimeout(90_000);
  const rosario = await moderator(hub);
  await open(rosario, `${hub.origin}/es/equipo/mi-cuenta`);
  await rosario.getByRole('link', { name: 'Activar el segundo paso' }).click();
  const secret = await rosario.locator('.setup code').innerText();
  const form = rosario.locator('.setup form');
  await form.getByLabel('Código de seis cifras').fill('000000');
  await form.getByLabel('Contraseña actual').fill('papel-picado');
  await form.getByRole('button', { name: 'Activar' }).click();
  await expect(rosario.getByText('no coincide o ya se usó')).toBeVisible();
  expect(await rosario.locator('.setup code').innerText()).toBe(secret);
  await form.getByLabel('Código de seis cifras').fill(codeOf(secret, 0));
  await form.getByLabel('Contraseña actual').fill('papel-picado');
  await form.getByRole('button', { name: 'Activar' }).click();
  await expect(rosario.getByText('Tus códigos de recuperación')).toBeVisible();
  const codes = await rosario.locator('.notice code').allInnerTexts();
  expect(codes).toHaveLength(10);

  const still = await person({ javaScriptEnabled: false });
  // Chromium itself writes the status of the page into the console.
  still.removeAllListeners('console');
  await firstStep(still, hub);
  await still.getByLabel('Código').fill('111111');
  await still.getByRole('button', { name: 'Entrar' }).click();
  await expect(still.getByText('no coincide o ya se usó')).toBeVisible();
  // The next one: no code opens twice, and a clock may be half a minute ahead.
  await still.getByLabel('Código').fill(codeOf(secret, 1));
  await still.getByRole('button', { name: 'Entrar' }).click();
  await still.waitForURL('**/es/equipo');

  const lost = await person();
  await firstStep(lost, hub);
  await lost.getByLabel('Código').fill(codes[0] ?? '');
  await lost.getByRole('button', { name: 'Entrar' }).click();
  await lost.waitForURL('**/es/equipo');
  await open(lost, `${hub.origin}/es/equipo/mi-cuenta`);
  await expect(lost.getByText('Te quedan 9 códigos')).toBeVisible();
  await lost.getByRole('button', { name: 'Cerrar todas las demás' }).click();
  await expect(lost.getByText('Se cerraron 2 sesiones.')).toBeVisible();
  await open(rosario, `${hub.origin}/es/equipo`);
  await expect(rosario).toHaveURL(/equipo\/entrar/);
});

test('a passkey signs in without a password, and not once it is removed', async ({
  hub,
  moderator
}) => {
  const page = await moderator(hub);
  const device = await page.context().newCDPSession(page);
  await device.send('WebAuthn.enable');
  await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true
    }
  });
  await open(page, `${hub.origin}/es/equipo/mi-cuenta`);
  await page.locator('summary', { hasText: 'Agregar una llave' }).click();
  await page.getByLabel('Nombre de la llave').fill('Mi teléfono');
  const form = page.locator('form[action="?/addPasskey"]');
  await form.getByLabel('Contraseña actual').fill('papel-picado');
  await form.getByRole('button', { name: 'Agregar una llave' }).click();
  await expect(page.getByText('La llave quedó guardada')).toBeVisible();

  await page.getByRole('button', { name: 'Salir' }).click();
  await page.getByRole('button', { name: 'Usar una llave de acceso' }).click();
  await page.waitForURL('**/es/equipo');
  await open(page, `${hub.origin}/es/equipo/mi-cuenta`);
  await page.getByRole('button', { name: 'Quitar la llave Mi teléfono' }).click();
  await expect(page.getByText('La llave ya no sirve')).toBeVisible();
  await page.getByRole('button', { name: 'Salir' }).click();
  await page.removeAllListeners('console');
  await page.getByRole('button', { name: 'Usar una llave de acceso' }).click();
  await expect(page.getByText('Esa llave no sirve aquí')).toBeVisible();
});

for (const [lang, colorScheme, paths] of [
  ['es', 'light', ['/es/equipo/bitacora', '/es/equipo/mi-cuenta?second-step']],
  ['en', 'dark', ['/en/staff/audit', '/en/staff/account?second-step']]
] as const)
  test(`the team’s pages read well in ${lang} and ${colorScheme}, from a phone to a desk`, async ({
    sharedHub,
    moderator
  }) => {
    test.setTimeout(90_000);
    const page = await moderator(sharedHub, { colorScheme });
    const team = lang === 'es' ? '/es/equipo/accesos' : '/en/staff/team';
    await open(page, sharedHub.origin + team);
    const member = (await page.locator('h3 a').first().getAttribute('href')) ?? '';
    for (const path of [team, member, ...paths]) {
      await open(page, sharedHub.origin + path);
      for (const width of [320, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        expect((await new AxeBuilder({ page }).analyze()).violations, path).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBe(width);
      }
    }
  });

async function firstStep(page: Page, hub: HubProcess): Promise<void> {
  await page.goto(`${hub.origin}/es/equipo/entrar`);
  await page.getByLabel('Correo', { exact: true }).fill('demo@example.org');
  await page.getByLabel('Contraseña').fill('papel-picado');
  await page.getByRole('button', { name: 'Entrar', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Falta el segundo paso' })).toBeVisible();
}

/** The code that an app shows so many half minutes from now. */
function codeOf(secret: string, steps: number): string {
  const totp = new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) });
  return totp.generate({ timestamp: Date.now() + steps * 30_000 });
}
