import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { HubProcess } from '../support/hub-process.ts';
import { linkOf, linkTo, mailsTo } from '../support/mails.ts';
import { problemsInEveryLook } from './accessibility.ts';
import { expect, open, test } from './fixtures.ts';
import { sendRsvp } from './rsvp-form.ts';

const PHONE = { viewport: { width: 360, height: 740 } };
/** RSVP only, eighty places, at a place one goes to. */
const EVENT = '/es/eventos/rio-de-hierro-armas';

/** Sends the form of an event and opens the private link that came by mail. */
async function register(page: Page, hub: HubProcess, email: string): Promise<void> {
  await page.goto(hub.origin + EVENT);
  await sendRsvp(page, email, { name: 'Ana Canaria' });
  await expect(page.getByText('Revisa tu correo')).toBeVisible();
  await page.goto(await linkTo(hub, email));
  await expect(page.getByRole('heading', { name: 'Tienes un lugar' })).toBeVisible();
}

for (const javaScriptEnabled of [true, false]) {
  test(`the private page takes wishes and questions, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async ({
    hub,
    person,
    moderator
  }) => {
    const ana = await person({ ...PHONE, javaScriptEnabled });
    await register(ana, hub, 'ana@example.org');
    await expect(ana.getByRole('heading', { name: 'Qué sigue' })).toBeVisible();

    await ana.getByRole('radio', { name: 'English' }).check({ force: true });
    await ana.getByRole('button', { name: 'Guardar el idioma' }).click();
    await expect(ana.getByText('Listo: guardamos el idioma')).toBeVisible();
    await expect(ana.getByRole('radio', { name: 'English' })).toBeChecked();

    await ana.getByLabel('Tu pregunta', { exact: true }).fill('¿De qué fábricas salen?');
    await ana.getByRole('button', { name: 'Mandar la pregunta' }).click();
    await expect(ana.getByText('Listo: tu pregunta está con el equipo')).toBeVisible();
    const desk = await moderator(hub);
    await open(desk, `${hub.origin}/es/equipo/eventos/rio-de-hierro-armas/mesa`);
    await desk.getByText('¿De qué fábricas salen?').click();
    await desk.keyboard.press('a');
    await expect
      .poll(async () => {
        await ana.goto(`${hub.origin}/es/inscripcion`);
        return ana.getByRole('list', { name: 'Lo que has preguntado' }).textContent();
      })
      .toContain('Publicada');

    await ana.getByLabel('Avísenme cuando esté la grabación').check();
    await ana.getByRole('button', { name: 'Cancelar mi inscripción' }).click();
    await expect(ana.getByText('Te avisamos cuando esté la grabación.')).toBeVisible();
  });

  test(`the private page shows, exports and erases everything, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async ({
    hub,
    person
  }) => {
    const ana = await person({ ...PHONE, javaScriptEnabled });
    await register(ana, hub, 'ana.canaria@example.org');
    await ana.getByRole('link', { name: 'Ver, descargar o borrar' }).click();
    await expect(ana.getByText('ana.canaria@example.org')).toBeVisible();
    const [download] = await Promise.all([
      ana.waitForEvent('download'),
      ana.getByRole('link', { name: 'Descargar todo' }).click()
    ]);
    const held = JSON.parse(readFileSync(await download.path(), 'utf8'));
    expect(held.rsvps).toMatchObject([{ name: 'Ana Canaria', email: 'ana.canaria@example.org' }]);

    await ana.getByRole('button', { name: 'Borrar todo sobre mí' }).click();
    await expect(ana.getByRole('heading', { name: '¿Borrar todo ahora?' })).toBeFocused();
    expect(hub.mails()).toHaveLength(1);
    await ana.getByRole('button', { name: 'Sí, bórrenlo todo' }).click();
    await expect(ana.getByRole('heading', { name: 'Ya no tenemos nada sobre ti' })).toBeVisible();
    expect(hub.mails()).toHaveLength(0);
    await ana.goto(`${hub.origin}/es/mis-datos`);
    await expect(ana.getByRole('heading', { name: 'Abre el enlace de tu correo' })).toBeVisible();
  });
}

test('the private page shows place and times without a connection until it is forgotten', async ({
  hub,
  person
}) => {
  const ana = await person(PHONE);
  await register(ana, hub, 'ana@example.org');
  await expect.poll(() => ana.evaluate(() => caches.has('encuentro-ticket'))).toBe(true);
  const kept = await ana.evaluate(async () => {
    const cache = await caches.open('encuentro-ticket');
    const all = await Promise.all((await cache.keys()).map((key) => cache.match(key)));
    return (await Promise.all(all.map((answer) => answer?.text()))).join('');
  });
  expect(kept).toContain('Tu lugar, sin conexión');
  expect(kept).not.toMatch(/Canaria|ana@example/);

  await ana.context().setOffline(true);
  await ana.goto(`${hub.origin}/es/inscripcion`);
  await expect(ana.getByText('Tu lugar, sin conexión')).toBeVisible();
  await expect(ana.goto(`${hub.origin}/es/eventos`)).rejects.toThrow();
  await ana.context().setOffline(false);

  await open(ana, `${hub.origin}/es/inscripcion`);
  await ana.getByRole('button', { name: 'Olvidarlo en este dispositivo' }).click();
  await expect(ana.getByText('este dispositivo ya no guarda tu enlace')).toBeVisible();
  await expect.poll(() => ana.evaluate(() => caches.has('encuentro-ticket'))).toBe(false);
  await ana.context().setOffline(true);
  await expect(ana.goto(`${hub.origin}/es/inscripcion`)).rejects.toThrow();
});

test('a lost link is sent again, and the screen says the same to everyone', async ({
  hub,
  person
}) => {
  const ana = await person(PHONE);
  await register(ana, hub, 'ana@example.org');
  const texts: string[] = [];
  // The stranger first: a mail to them would be there before Ana's.
  for (const email of ['who@example.org', 'ana@example.org']) {
    await open(ana, `${hub.origin}/es/reenviar-enlace`);
    await ana.getByLabel('Correo', { exact: true }).fill(email);
    await ana.getByRole('button', { name: 'Mandarme el enlace' }).click();
    await expect(ana.getByRole('heading', { name: 'Revisa tu correo' })).toBeVisible();
    texts.push((await ana.getByRole('main').innerText()).replaceAll(email, '…'));
  }
  expect(texts[0]).toBe(texts[1]);
  const mails = await mailsTo(hub, 'ana@example.org', 2);
  expect(linkOf(mails[1])).toBe(linkOf(mails[0]));
  expect(hub.mails()).toHaveLength(2);
});

const OWN_PAGES = {
  es: ['privacidad', 'reenviar-enlace', 'mis-datos', 'inscripcion'],
  en: ['privacy', 'send-link', 'my-data', 'rsvp']
};
for (const lang of ['es', 'en'] as const)
  test(`an attendee's pages are for everyone, in every look: ${lang}`, async ({ hub, person }) => {
    test.setTimeout(90_000);
    const ana = await person();
    await register(ana, hub, 'ana@example.org');
    for (const path of OWN_PAGES[lang]) {
      await open(ana, `${hub.origin}/${lang}/${path}`);
      expect(await problemsInEveryLook(ana), path).toEqual([]);
    }
  });
