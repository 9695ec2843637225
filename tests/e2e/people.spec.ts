import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { problemsOf } from './accessibility.ts';
import { expect, open, PANEL, test } from './fixtures.ts';
import { sendRsvp } from './rsvp-form.ts';

const STAFF_EVENT = '/es/equipo/eventos/guerra-contra-las-drogas-iniciativa-merida';

test('a person gets a face, joins the panel, and the public sees them', async ({
  hub,
  moderator,
  person
}) => {
  const staff = await moderator(hub);
  await open(staff, `${hub.origin}${STAFF_EVENT}/personas`);
  await staff.getByLabel('Nombre o cargo').fill('Xóchitl Prueba');
  await staff.getByRole('button', { name: 'Agregar como persona nueva' }).click();
  await expect(staff.getByRole('link', { name: 'Xóchitl Prueba' })).toBeVisible();
  await staff.getByLabel('Tema (español)').last().fill('Lo que falta por nombrar');
  await staff.getByRole('button', { name: 'Subir a Xóchitl Prueba' }).click();
  await expect(staff.getByText('Guardado.')).toBeVisible();
  await expect(staff.getByText(/lugar 5 de 6/)).toBeAttached();

  await staff.getByRole('link', { name: 'Xóchitl Prueba' }).click();
  await expect(staff.getByRole('heading', { name: 'Xóchitl Prueba' })).toBeVisible();
  const file = staff.getByLabel('Archivo de imagen');
  await file.setInputFiles(
    named('foto.jpg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))
  );
  await staff.getByRole('button', { name: 'Guardar foto' }).click();
  await expect(file).toHaveAccessibleDescription(/no es una foto/);
  await file.setInputFiles(named('foto.svg', await portrait()));
  await staff.getByLabel('Qué se ve en la foto (español)').fill('Retrato de Xóchitl');
  await staff.getByRole('button', { name: 'Guardar foto' }).click();
  await expect(staff.getByText('Foto guardada.')).toBeVisible();
  await staff.getByLabel('Semblanza').first().fill('Nació en Oaxaca.');
  await staff.getByRole('button', { name: 'Guardar', exact: true }).click();
  await expect(staff.getByText('Guardado.')).toBeVisible();

  const reader = await person({ javaScriptEnabled: false });
  await reader.goto(hub.origin + PANEL.es);
  const photo = reader.getByRole('img', { name: 'Retrato de Xóchitl' });
  await expect(photo).toHaveAttribute('lang', 'es');
  await expect(reader.getByText('Lo que falta por nombrar')).toBeVisible();
  const answer = await reader.request.get(hub.origin + (await photo.getAttribute('src')));
  expect(answer.headers()).toMatchObject({
    'content-type': 'image/webp',
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff'
  });
  expect((await reader.request.get(`${hub.origin}/photos/..%2Fsecret.key`)).status()).toBe(404);
});

test('without JavaScript the list is arranged and saved, and a colleague is not overwritten', async ({
  hub,
  moderator
}) => {
  const plain = await moderator(hub, { javaScriptEnabled: false });
  await plain.goto(`${hub.origin}${STAFF_EVENT}/personas`);
  const other = await plain.context().newPage();
  await other.goto(`${hub.origin}${STAFF_EVENT}/personas`);
  await plain.getByLabel('Tema (inglés)').last().fill('Moderation');
  await plain.getByLabel('Nombre o cargo').fill('marco');
  await plain.getByRole('button', { name: 'Buscar' }).click();
  await plain.getByRole('button', { name: 'Agregar a Marco Castillo' }).click();
  await expect(plain.getByText('Guardado.')).toBeVisible();
  await expect(plain.getByRole('heading', { level: 2 })).toContainText(['Laura Carlsen']);
  await expect(plain.getByLabel('Tema (inglés)').nth(4)).toHaveValue('Moderation');
  await plain.getByRole('button', { name: 'Subir a Zara Snapp' }).click();
  await expect(plain.getByRole('heading', { level: 2 }).first()).toHaveText('Zara Snapp');

  await other.getByLabel('Tema (español)').last().fill('Otra cosa');
  await other.getByRole('button', { name: 'Guardar', exact: true }).last().click();
  await expect(other.getByRole('alert')).toContainText('Rosario Demo cambió esta lista');
  await expect(other.getByRole('alert')).toContainText('Marco Castillo');
  await expect(other.getByLabel('Tema (español)').last()).toHaveValue('Otra cosa');
});

test('who comes by the link of a partner is counted, and nobody else', async ({
  hub,
  moderator,
  person
}) => {
  const staff = await moderator(hub);
  await open(staff, `${hub.origin}${STAFF_EVENT}/aliadas`);
  await staff.getByLabel('Nombre').fill('Red de Madres');
  await staff.getByRole('button', { name: 'Agregar nueva' }).click();
  const link = await staff.getByLabel('Enlace en inglés').inputValue();
  expect(link).toBe(`${hub.origin}${PANEL.en}?via=red-de-madres`);

  const ana = await person();
  await open(ana, link);
  const cookies = await ana.context().cookies();
  expect(cookies.filter((cookie) => cookie.name !== 'zone')).toEqual([]);
  await ana.getByRole('link', { name: 'Español' }).click();
  await expect(ana.getByText('Con la participación de')).toBeVisible();
  await sendRsvp(ana, 'ana@example.org');
  await expect(ana.getByText('Revisa tu correo')).toBeVisible();
  await open(ana, hub.origin + PANEL.es);
  await sendRsvp(ana, 'beto@example.org');
  await expect(ana.getByText('Revisa tu correo')).toBeVisible();

  await open(staff, `${hub.origin}${STAFF_EVENT}/aliadas`);
  await expect(staff.getByRole('row', { name: 'Red de Madres 1' })).toBeVisible();
  await expect(staff.getByRole('row', { name: 'Sin enlace de aliada 1' })).toBeVisible();

  await open(staff, `${hub.origin}${STAFF_EVENT}/inscripciones`);
  await staff.getByText('Más filtros').click();
  await staff.getByLabel('Se inscribió por el enlace de').selectOption('Red de Madres');
  await staff.getByRole('button', { name: 'Buscar' }).click();
  await expect(staff.getByRole('heading', { name: '1 inscripción' })).toBeVisible();
  await staff.getByText('Columnas').first().click();
  await staff.getByRole('checkbox', { name: 'Vía' }).check();
  await staff.getByRole('button', { name: 'Guardar columnas' }).click();
  await expect(staff.getByRole('cell', { name: 'Red de Madres' })).toBeVisible();
  const csv = await staff.getByRole('link', { name: 'Descargar (CSV)' }).getAttribute('href');
  const file = await staff.request.get(hub.origin + csv);
  expect((await file.text()).split('\r\n')[0]).toMatch(/,createdAt,source$/);

  await open(staff, `${hub.origin}${STAFF_EVENT}/cifras`);
  await staff.getByText('Ver la tabla: Por dónde llegaron').click();
  await expect(staff.getByRole('row', { name: 'Red de Madres menos de 5' })).toBeVisible();
  await expect(staff.getByRole('row', { name: 'Sin enlace de aliada menos de 5' })).toBeVisible();
});

test('the next edition begins as a draft of this one', async ({ hub, moderator }) => {
  const staff = await moderator(hub);
  await open(staff, `${hub.origin}${STAFF_EVENT}/ediciones`);
  await staff.getByLabel('Fecha').fill('2020-01-01');
  await staff.getByRole('button', { name: 'Crear borrador' }).click();
  await expect(staff.getByLabel('Fecha')).toHaveAccessibleDescription(/ya pasó/);
  await staff.getByLabel('Fecha').fill('2031-05-06');
  await staff.getByRole('button', { name: 'Crear borrador' }).click();
  await staff.waitForURL('**/guerra-contra-las-drogas-iniciativa-merida-2031/ediciones');
  await staff.goto(`${hub.origin}${STAFF_EVENT}-2031/personas`);
  await expect(staff.getByRole('link', { name: 'Laura Carlsen' })).toBeVisible();
});

test('the pages of people read well, light on a phone and dark on a desk', async ({
  sharedHub,
  moderator
}) => {
  test.setTimeout(90_000);
  test.setTimeout(90_000);
  const staff = await moderator(sharedHub);
  for (const [path, title] of PAGES) {
    await open(staff, sharedHub.origin + path);
    for (const [width, colorScheme] of LOOKS) {
      await staff.setViewportSize({ width, height: 800 });
      await staff.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect([path, width, await problemsOf(staff)]).toEqual([path, width, []]);
      expect(await scrollWidth(staff)).toBe(width);
    }
    await expect(staff.getByRole('heading', { level: 1 })).toHaveText(title);
  }
});

const LOOKS = [
  [360, 'light'],
  [1280, 'dark']
] as const;

const PAGES = [
  ['/es/equipo/personas', 'Personas'],
  ['/en/staff/people/laura-carlsen', 'Laura Carlsen'],
  [`${STAFF_EVENT}/personas`, 'Quién participa'],
  ['/en/staff/events/drug-war-merida-initiative/partners', 'Partner organisations'],
  ['/en/staff/events/drug-war-merida-initiative/editions', 'Editions']
] as const;

function scrollWidth(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth);
}

function named(name: string, buffer: Buffer) {
  return { name, mimeType: 'image/jpeg', buffer };
}

async function portrait(): Promise<Buffer> {
  return sharp({ create: { width: 400, height: 500, channels: 3, background: '#0f5e56' } })
    .jpeg()
    .toBuffer();
}
