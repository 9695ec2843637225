import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runHubCommand } from '../support/hub-command.ts';
import { EVENT } from '../support/imported-panel.ts';
import { problemsInEveryLook, problemsOf } from './accessibility.ts';
import { expect, open, test } from './fixtures.ts';

const PAGES = { es: '/es/equipo/correo', en: '/en/staff/mail' };

for (const [lang, path] of Object.entries(PAGES)) {
  test(`staff read each mail in both languages before anybody gets it (${lang})`, async ({
    sharedHub,
    moderator
  }) => {
    const page = await moderator(sharedHub);
    await open(page, `${sharedHub.origin}${path}?mail=changed`);
    const mails = page.locator('iframe').first().contentFrame();
    await expect(mails.getByRole('heading', { name: 'El evento cambió' })).toBeVisible();
    await expect(
      page.locator('iframe').last().contentFrame().getByText('The event has changed')
    ).toBeVisible();
    await page.locator('summary').nth(0).click();
    await expect(page.locator('pre').first()).toContainText('Antes era:');
    await page.locator('summary').nth(1).click();
    await expect(page.getByText('REQUEST', { exact: true }).first()).toBeVisible();
    expect(await problemsInEveryLook(page, { without: 'iframe' })).toEqual([]);
  });
}

test('the mails of an event that the list is too short for are there by its address', async ({
  hub,
  moderator
}) => {
  const events = Array.from({ length: 60 }, (_, day) => ({
    ...EVENT,
    slug: { es: `mesa-${day}`, en: `table-${day}` },
    title: { es: `Mesa ${day}`, en: `Table ${day}` },
    start: new Date(Date.UTC(2035, 0, 1 + day, 18)).toISOString().slice(0, 16)
  }));
  const file = join(hub.dataDir, 'tables.json');
  writeFileSync(file, JSON.stringify({ events }));
  runHubCommand(hub, ['import', file]);
  const page = await moderator(hub);
  await open(page, `${hub.origin}${PAGES.es}?event=mesa-59`);
  await expect(page.getByLabel('Evento').locator('option:checked')).toHaveText('Mesa 59');
  const mail = page.locator('iframe').first().contentFrame();
  await expect(mail.getByText('Mesa 59').first()).toBeVisible();
});

test('on a phone the mails fit, and another one is one press away', async ({
  sharedHub,
  moderator
}) => {
  const page = await moderator(sharedHub);
  await page.setViewportSize({ width: 320, height: 700 });
  await open(page, sharedHub.origin + PAGES.es);
  await page.getByRole('link', { name: 'Ya está la memoria' }).click();
  await expect(page.getByText('Con un clic en el programa de correo').first()).toBeVisible();
  await expect(page.getByText('no lleva archivo de calendario').first()).toBeAttached();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(320);
});

for (const javaScriptEnabled of [true, false])
  test(`looking at the way out changes nothing, its button says it is done (${javaScriptEnabled ? 'with' : 'without'} JavaScript)`, async ({
    sharedHub,
    person
  }) => {
    const ana = await person({ javaScriptEnabled });
    await ana.goto(`${sharedHub.origin}/es/baja/cualquiera.token`);
    await expect(ana.getByText('Listo', { exact: true })).toBeHidden();
    await ana.getByRole('button', { name: 'No recibir más avisos' }).click();
    await expect(ana.getByText('Listo', { exact: true })).toBeVisible();
    // The checker is a script itself.
    if (!javaScriptEnabled) return;
    expect(await problemsOf(ana)).toEqual([]);
  });

test('one click of a mail program needs no page, and no other form goes without one', async ({
  sharedHub
}) => {
  const post = (path: string, body: string) =>
    fetch(sharedHub.origin + path, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body
    });
  expect((await post('/en/unsubscribe/any.token', 'List-Unsubscribe=One-Click')).status).toBe(200);
  expect((await post('/es/inscripcion?/cancel', 'rsvp=x')).status).toBe(403);
  expect((await post('/es/equipo/entrar', 'email=a&password=b')).status).toBe(403);
});
