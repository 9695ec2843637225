import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { io } from 'socket.io-client';
import { addModerator } from '../support/add-moderator.ts';
import { countRows } from '../support/database-state.ts';
import type { HubProcess } from '../support/hub-process.ts';
import { publicAddresses } from '../support/public-addresses.ts';
import { problemsOf } from './accessibility.ts';
import { column, openDesk, rowOf } from './desk-page.ts';
import { expect, open, PANEL, test } from './fixtures.ts';

const FIRST = '¿Qué le dirían a una madre que lleva once años buscando a su hijo';

test('a moderator rehearses, and at the end nothing of it is left', async ({ hub, moderator }) => {
  const desk = await moderator(hub);
  const before = countRows(hub);
  await rehearse(hub, desk);
  await expect(desk.getByRole('region', { name: 'Ensayo', exact: true })).toBeVisible();
  await expect(desk.getByText('No hay preguntas por revisar.')).toBeVisible();

  await publishFirst(desk);
  await expect(rowOf(desk, FIRST).getByText(/^[1-9]$/)).toBeVisible();
  await desk.getByRole('button', { name: 'Ninguna' }).click();
  expect(countRows(hub)).toMatchObject({ questions: (before.questions ?? 0) + 40 });

  await desk.getByRole('button', { name: 'Terminar el ensayo' }).focus();
  await desk.keyboard.press('Enter');
  await desk.getByRole('button', { name: 'Terminar y borrar' }).press('Enter');
  await desk.waitForURL(`**${PANEL.desk}`);
  await expect(desk.getByRole('button', { name: 'Ensayar', exact: true })).toBeVisible();
  await expect(desk.getByText(FIRST)).toHaveCount(0);
  // But for who began it and who ended it.
  expect(countRows(hub)).toEqual({ ...before, audit_log: (before.audit_log ?? 0) + 2 });
  expect(statSync(join(hub.dataDir, 'encuentro.db-wal')).size).toBe(0);
  expect(readFileSync(join(hub.dataDir, 'encuentro.db')).includes('Lupita')).toBe(false);
});

test('no public address knows of a rehearsal', async ({ hub, moderator, request }) => {
  const desk = await moderator(hub);
  const slug = await rehearse(hub, desk);
  await publishFirst(desk);
  const [walk, unknown] = [publicAddresses(slug), publicAddresses({ es: 'nada', en: 'nothing' })];
  const ofEvent = walk.filter(({ isOfEvent }) => isOfEvent);
  expect(ofEvent.length).toBeGreaterThanOrEqual(20);
  await Promise.all(
    walk.map(async ({ path, isOfEvent }, index) => {
      const answer = await request.get(hub.origin + path);
      const same = await request.get(hub.origin + (unknown[index]?.path ?? ''));
      const body = await answer.text();
      expect(answer.status(), path).toBe(same.status());
      if (!isOfEvent) expect(body, path).not.toMatch(new RegExp(`${slug.es}|${slug.en}`));
      expect(body, path).not.toMatch(/Lupita|once años|Mérida Initiative change/);
    })
  );
  // Whoever moderates it does not see it in public either.
  await Promise.all(
    ofEvent.map(async ({ path }) => {
      const answer = await desk.request.get(hub.origin + path);
      expect([404, 405], path).toContain(answer.status());
    })
  );
  // The walk is no walk in the dark: the real event answers nearly everywhere.
  const [es = '', en = ''] = [PANEL.es, PANEL.en].map((path) => path.split('/').at(-1));
  const real = publicAddresses({ es, en }).filter(({ isOfEvent }) => isOfEvent);
  const found = await Promise.all(real.map(({ path }) => request.get(hub.origin + path)));
  expect(found.filter((answer) => answer.ok()).length).toBeGreaterThan(10);
});

test('no form of strangers and no viewer’s socket knows of a rehearsal', async ({
  hub,
  moderator,
  request
}) => {
  const desk = await moderator(hub);
  const slug = await rehearse(hub, desk);
  await publishFirst(desk);
  const headers = { origin: hub.origin, accept: 'text/html' };
  for (const [path, form] of Object.entries(writes(slug)))
    for (const client of [request, desk.request]) {
      const answer = await client.post(hub.origin + path, { form, headers });
      expect(answer.status(), path).toBe(404);
    }
  for (const event of [slug.es, slug.en]) expect(await knock(hub, event)).toBe('not_found');
});

test('colleagues at the desk and the stage are led back when it ends', async ({
  hub,
  person,
  moderator
}) => {
  const desk = await moderator(hub);
  const slug = await rehearse(hub, desk);
  const marco = await person();
  const signIn = addModerator(hub, 'Marco Antonio');
  await open(marco, `${hub.origin}/en/staff/sign-in`);
  await marco.getByLabel('E-mail').fill(signIn.email);
  await marco.getByLabel('Password').fill(signIn.password);
  await marco.getByRole('button', { name: 'Sign in' }).click();
  await marco.getByRole('button', { name: /^Back to the rehearsal/ }).click();
  await marco.waitForURL(`**/en/staff/events/${slug.en}/desk`);
  await openDesk(marco, hub.origin, `/en/staff/events/${slug.en}/desk`);
  const stage = await marco.context().newPage();
  await open(stage, `${hub.origin}/en/staff/events/${slug.en}/stage?layout=lower`);
  await expect(stage.getByText('Rehearsal', { exact: true })).toBeVisible();

  await desk.getByRole('button', { name: 'Terminar el ensayo' }).click();
  await desk.getByRole('button', { name: 'Terminar y borrar' }).click();
  await marco.waitForURL('**/en/staff/events/drug-war-merida-initiative/desk');
  await stage.waitForURL('**/en/staff/events/drug-war-merida-initiative/stage?layout=lower');
  await expect(stage.getByText('Rehearsal', { exact: true })).toHaveCount(0);
});

const SIGNS = { es: 'Ensayo', en: 'Rehearsal' };
const PAGES = {
  es: { staff: 'es/equipo/eventos', desk: 'mesa', cue: 'guia', stage: 'pantalla' },
  en: { staff: 'en/staff/events', desk: 'desk', cue: 'cue', stage: 'stage' }
};

for (const [width, lang] of [
  [360, 'es'],
  [360, 'en'],
  [1280, 'es'],
  [1280, 'en']
] as const)
  test(`the sign is on every page of it, at ${width} pixels, in ${lang}, for everybody`, async ({
    hub,
    moderator
  }) => {
    const page = await moderator(hub);
    const slug = await rehearse(hub, page);
    await page.setViewportSize({ width, height: 800 });
    const { staff, stage, cue, desk } = PAGES[lang];
    for (const place of [stage, cue, desk]) {
      await open(page, `${hub.origin}/${staff}/${slug[lang]}/${place}`);
      await expect(page.getByText(SIGNS[lang], { exact: true }).first()).toBeInViewport();
      await expect(page).toHaveTitle(new RegExp(`^${SIGNS[lang]} · `));
      expect(await problemsOf(page), place).toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide, place).toBeLessThanOrEqual(width);
    }
    if (width < 960) await page.getByRole('button', { name: /Manejar|Run the/ }).click();
    await page.getByRole('button', { name: /^(Terminar el ensayo|End the rehearsal)$/ }).click();
    await expect(page.getByRole('dialog', { name: /ensayo|rehearsal/ })).toBeVisible();
    expect(await problemsOf(page), 'the end').toEqual([]);
  });

/** Starts the rehearsal of the demo's panel from its desk, and returns its slugs. */
async function rehearse(hub: HubProcess, page: Page): Promise<{ es: string; en: string }> {
  await openDesk(page, hub.origin);
  await page.getByRole('button', { name: 'Ensayar', exact: true }).click();
  await page.waitForURL(/\/es\/equipo\/eventos\/ensayo-[0-9a-f]{10}\/mesa$/);
  await page.locator('html[data-ready]').waitFor({ state: 'attached' });
  await expect(page.getByText('con conexión, guardado')).toBeVisible();
  const code = /ensayo-([0-9a-f]+)/.exec(page.url())?.[1] ?? '';
  return { es: `ensayo-${code}`, en: `rehearsal-${code}` };
}

/** Lets all questions come and publishes the first, so that there is something to leak. */
async function publishFirst(desk: Page): Promise<void> {
  await desk.getByRole('button', { name: 'Todas de golpe' }).click();
  await expect(desk.getByText('40 de 40')).toBeVisible();
  await desk
    .getByRole('button', { name: /nuevas?$/ })
    .first()
    .click();
  await rowOf(desk, FIRST).locator('.words').click();
  await desk.keyboard.press('a');
  await expect(column(desk, 'En vivo y publicadas').getByText(FIRST)).toBeVisible();
}

/** Every form that strangers may send, in both languages. */
function writes(slug: { es: string; en: string }): Record<string, Record<string, string>> {
  const id = '00000000-0000-4000-8000-000000000000';
  const rsvp = { name: 'Ana', email: 'ana@example.org', listen: 'es' };
  return {
    [`/es/eventos/${slug.es}?/rsvp`]: rsvp,
    [`/en/events/${slug.en}?/rsvp`]: rsvp,
    [`/es/eventos/${slug.es}/sala?/ask`]: { id, text: '¿Y ahora?' },
    [`/en/events/${slug.en}/room?/vote`]: { id, on: '1' },
    [`/en/events/${slug.en}/room?/edit`]: { id, text: 'And now?' },
    [`/es/eventos/${slug.es}/sala?/withdraw`]: { id },
    [`/es/eventos/${slug.es}/sala?/stream`]: {},
    [`/api/v1/rooms/${slug.es}/viewer`]: {},
    [`/api/v1/rooms/${slug.en}/viewer`]: {}
  };
}

/** What a viewer hears who knocks at the door of a room. */
async function knock(hub: HubProcess, event: string): Promise<unknown> {
  const socket = io(`${hub.origin}/room`, {
    transports: ['websocket'],
    forceNew: true,
    auth: { event, lang: 'es' },
    extraHeaders: { origin: hub.origin }
  });
  try {
    return await new Promise((resolve) => {
      socket.once('connect', () => resolve('let in'));
      socket.once('connect_error', (error) =>
        resolve('data' in error ? (error.data as { code?: string }).code : error.message)
      );
    });
  } finally {
    socket.disconnect();
  }
}
