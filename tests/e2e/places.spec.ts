import type { Page } from '@playwright/test';
import type { HubProcess } from '../support/hub-process.ts';
import { importEvents } from '../support/import-events.ts';
import { linkTo } from '../support/mails.ts';
import { problemsInEveryLook } from './accessibility.ts';
import { expect, open, test } from './fixtures.ts';
import { sendRsvp } from './rsvp-form.ts';

const EVENT = '/es/eventos/foro-en-casa';
const PLACES = '/es/equipo/eventos/foro-en-casa/lugares';

/** An evening with two chairs and a stream, which offers seats that come free. */
const FORUM = {
  slug: { es: 'foro-en-casa', en: 'forum-at-home' },
  kind: 'panel',
  status: 'published',
  zone: 'America/Mexico_City',
  startsIn: 'P9D',
  duration: 'PT2H',
  spoken: ['es'],
  interpretation: ['en'],
  access: 'rsvp',
  capacity: 1,
  streamCapacity: 40,
  waitlist: 'offer',
  place: { es: 'Casa Refugio', en: 'Casa Refugio' },
  title: { es: 'Foro en casa', en: 'Forum at home' }
};

test('a full room has a line of its own, and more chairs are offered to who waits there', async ({
  hub,
  person,
  moderator
}) => {
  test.setTimeout(90_000);
  importEvents(hub, [FORUM]);
  const ana = await person({ timezoneId: 'Europe/Madrid' });
  await register(hub, ana, 'ana@example.org', 'En persona');
  await register(hub, ana, 'beto@example.org', 'En persona');
  await open(ana, hub.origin + EVENT);
  await expect(ana.getByText('En persona: lista de espera')).toBeVisible();
  await expect(ana.getByText('Quedan más de 30 lugares en línea')).toBeVisible();
  await expect(ana.getByRole('radio', { name: 'En línea' })).toBeChecked();

  const staff = await moderator(hub);
  await open(staff, `${hub.origin}/es/equipo`);
  await staff.getByRole('link', { name: /^Inscripciones\s*: Foro en casa/ }).click();
  await staff.getByRole('link', { name: 'Lugares', exact: true }).click();
  await expect(staff).toHaveURL(hub.origin + PLACES);
  await expect(staff.getByText('1 de 1')).toBeVisible();
  await expect(staff.getByText('Inscripción 2').first()).toBeVisible();
  await staff.getByLabel('Lugares en persona').fill('2');
  await staff.getByRole('button', { name: 'Guardar' }).click();
  await expect(staff.getByText('Guardado. 1 inscripción pasó de la lista.')).toBeVisible();
  await expect(staff.getByText('Recibió una oferta')).toBeVisible();
  await expect(staff.getByText('beto')).toHaveCount(0);

  await ana.goto(await linkTo(hub, 'beto@example.org', 2));
  await expect(ana.getByRole('heading', { name: 'Hay un lugar para ti' })).toBeVisible();
  await expect(ana.getByText('(Madrid)')).toContainText('(Ciudad de México)');
  await expect(ana.getByText('tu inscripción termina')).toBeVisible();
  await ana.getByRole('button', { name: 'Participar en línea' }).click();
  await expect(ana.getByText('Listo: cambió la forma')).toBeVisible();
  await expect(ana.getByRole('heading', { name: 'Tienes un lugar' })).toBeVisible();
  await expect(ana.getByText('Participas en línea')).toBeVisible();
});

test('a wrong number of places is named and changes nothing', async ({ hub, moderator }) => {
  importEvents(hub, [FORUM]);
  const staff = await moderator(hub);
  await open(staff, hub.origin + PLACES);
  await staff.getByLabel('Lugares en línea').fill('0');
  await staff.getByRole('button', { name: 'Guardar' }).click();
  await expect(staff.getByLabel('Lugares en línea')).toHaveAccessibleDescription(/entre 1 y/);
  await open(staff, hub.origin + PLACES);
  await expect(staff.getByLabel('Lugares en línea')).toHaveValue('40');
});

test('the places read well from a phone to a desk, light and dark', async ({
  hub,
  person,
  moderator
}) => {
  test.setTimeout(90_000);
  importEvents(hub, [FORUM]);
  const ana = await person();
  for (const name of ['ana', 'beto', 'caro'])
    await register(hub, ana, `${name}@example.org`, 'En persona');
  const staff = await moderator(hub);
  await open(staff, hub.origin + PLACES);
  await ana.goto(await linkTo(hub, 'beto@example.org', 1));
  for (const page of [staff, ana]) expect(await problemsInEveryLook(page)).toEqual([]);
  await open(staff, `${hub.origin}/en/staff/events/forum-at-home/places`);
  await expect(staff.getByRole('heading', { name: 'Movements' })).toBeVisible();
});

async function register(hub: HubProcess, page: Page, email: string, way: string): Promise<void> {
  await open(page, hub.origin + EVENT);
  await page.getByRole('radio', { name: way }).check();
  await sendRsvp(page, email);
  await expect(page.getByText('Revisa tu correo')).toBeVisible();
}
