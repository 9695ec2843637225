import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { addModerator } from '../support/add-moderator.ts';
import { expect, open, signIn, test } from './fixtures.ts';

const NEW = '/es/equipo/eventos/nuevo';

/** Begins an event by the page and waits for its editor. */
async function begin(page: Page, origin: string, title: string): Promise<void> {
  await open(page, origin + NEW);
  await page.getByLabel('Título en español').fill(title);
  await page.getByLabel('Fecha').fill('2027-03-20');
  await page.getByLabel('Hora de inicio').fill('18:00');
  await page.getByRole('button', { name: 'Empezar' }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await page.locator('html[data-ready]').waitFor({ state: 'attached' });
}

const saved = (page: Page) => page.getByRole('status').filter({ hasText: 'Guardado' });

test('a bilingual panel is written, looked at as readers will see it, and published', async ({
  hub,
  moderator,
  person
}) => {
  const staff = await moderator(hub);
  await begin(staff, hub.origin, 'Memoria y verdad en Iguala');
  await expect(staff.getByText('EN: faltan título, resumen y descripción.')).toBeVisible();

  await staff.getByLabel('Título en inglés').fill('Memory and truth in Iguala');
  await expect(staff.getByLabel('Dirección en inglés')).toHaveValue('memory-and-truth-in-iguala');
  await staff.getByLabel('Resumen en español').fill('Diez años después.');
  const text = staff.getByLabel('Descripción en español', { exact: true });
  await text.fill('Con las familias');
  await text.selectText();
  const tools = staff.getByRole('toolbar', { name: 'Formato: Descripción en español' });
  await tools.getByRole('button', { name: 'Negritas' }).click();
  await expect(text).toHaveValue('**Con las familias**');
  await tools.getByRole('button', { name: 'Ver cómo queda' }).click();
  await expect(staff.getByRole('region', { name: /^Así queda/ }).locator('strong')).toHaveText(
    'Con las familias'
  );
  await staff.getByLabel('Dirección de la transmisión').fill('https://meet.jit.si/iguala');
  await staff
    .getByRole('group', { name: 'Interpretación al', exact: true })
    .getByLabel('Inglés')
    .check();
  const english = staff.getByLabel('Transmisión interpretada al inglés');
  await english.fill('http://tube.example.org');
  const tryOut = staff.getByRole('button', { name: /^Probar\s*: .* al inglés/ });
  await tryOut.click();
  await expect(staff.getByText('Escribe una dirección https de YouTube').first()).toBeVisible();
  await english.fill('https://tube.example.org/videos/embed/iguala');
  await tryOut.click();
  await expect(staff.getByText('La sala lo muestra como enlace.')).toBeVisible();
  await expect(staff.getByText('EN: faltan resumen y descripción.')).toBeVisible();
  await expect(saved(staff)).toBeVisible();

  // The preview waits for what was typed last.
  await staff.getByLabel('Notas prácticas en español', { exact: true }).fill('Traigan velas');
  await staff.getByRole('link', { name: 'Vista previa y publicar' }).click();
  const preview = staff.getByRole('region', { name: 'Vista previa' });
  await expect(preview.getByText('Traigan velas')).toBeVisible();
  await expect(preview.getByRole('heading', { name: 'Memoria y verdad en Iguala' })).toBeVisible();
  await staff.getByRole('link', { name: 'Inglés', exact: true }).click();
  await expect(preview.getByRole('heading', { name: 'Memory and truth in Iguala' })).toBeVisible();
  await expect(preview.getByText('Only in Spanish').first()).toBeVisible();
  await staff.getByRole('link', { name: 'Correo', exact: true }).last().click();
  await expect(preview.getByText('Ana <ana@example.org>')).toBeVisible();
  const reader = await person();
  const page = `${hub.origin}/en/events/memory-and-truth-in-iguala`;
  expect((await reader.request.get(page)).status()).toBe(404);

  await staff.getByRole('button', { name: 'Publicar el evento' }).click();
  await expect(staff.getByText('Publicado. Así lo ve ahora todo el mundo.')).toBeVisible();
  await open(reader, page);
  await expect(reader.getByRole('heading', { level: 1 })).toHaveText('Memory and truth in Iguala');
});

test('two editors merge by field, and nothing of either is lost', async ({
  hub,
  moderator,
  person
}) => {
  const ana = await moderator(hub);
  await begin(ana, hub.origin, 'Foro de dos');
  const eva = await person();
  await signIn(eva, hub, addModerator(hub, 'Eva Luna', 'organizer'));
  await open(eva, ana.url());
  await ana.getByLabel('Resumen en español').fill('Lo que escribió Ana');
  await expect(saved(ana)).toBeVisible();
  await eva.getByLabel('Resumen en inglés').fill('What Eva wrote');
  await eva.getByLabel('Resumen en español').fill('Lo que escribió Eva');
  const told = eva.getByRole('alert').filter({ hasText: 'Lo que escribió Ana' });
  await expect(told).toContainText('Rosario Demo también cambió esto');
  await expect(eva.getByLabel('Resumen en español')).toHaveValue('Lo que escribió Eva');
  await told.getByRole('button', { name: 'Unir las dos' }).click();
  await expect(saved(eva)).toBeVisible();
  await ana.reload();
  await expect(ana.getByLabel('Resumen en español')).toHaveValue(
    'Lo que escribió Ana\n\nLo que escribió Eva'
  );
  await expect(ana.getByLabel('Resumen en inglés')).toHaveValue('What Eva wrote');
});

test('who publishes what somebody else changed meanwhile is told what, and then can', async ({
  hub,
  moderator,
  person
}) => {
  const ana = await moderator(hub);
  await begin(ana, hub.origin, 'Foro que cambia');
  const eva = await person();
  await signIn(eva, hub, addModerator(hub, 'Eva Luna', 'organizer'));
  await open(eva, ana.url());
  await ana.getByRole('link', { name: 'Vista previa y publicar' }).click();
  const publish = ana.getByRole('button', { name: 'Publicar el evento' });
  await expect(publish).toBeVisible();
  await eva.getByLabel('Resumen en español').fill('Lo que escribió Eva');
  await expect(saved(eva)).toBeVisible();
  await publish.click();
  const told = ana.getByRole('alert');
  await expect(told).toContainText('Cambió: Resumen en español.');
  await expect(told).toContainText('Eva Luna');
  await expect(ana.getByText('Lo que escribió Eva')).toBeVisible();
  await publish.click();
  await expect(ana.getByText('Publicado. Así lo ve ahora todo el mundo.')).toBeVisible();
});

test('what is typed without a connection survives the tab and arrives', async ({
  hub,
  moderator
}) => {
  const staff = await moderator(hub);
  await begin(staff, hub.origin, 'Sin conexión');
  await staff.context().setOffline(true);
  await staff.getByLabel('Notas prácticas en español', { exact: true }).fill('Traigan agua');
  await expect(staff.getByRole('status').filter({ hasText: 'Sin conexión' })).toBeVisible();
  const address = staff.url();
  // The tab is gone before the hub has heard anything.
  await staff.route(/editar\?\/save$/, (route) => route.abort());
  await staff.context().setOffline(false);
  await staff.goto('about:blank');
  await staff.unrouteAll();
  await open(staff, address);
  await expect(staff.getByLabel('Notas prácticas en español', { exact: true })).toHaveValue(
    'Traigan agua'
  );
  await expect(saved(staff)).toBeVisible();
  await staff.evaluate(() => localStorage.clear());
  await staff.reload();
  await expect(staff.getByLabel('Notas prácticas en español', { exact: true })).toHaveValue(
    'Traigan agua'
  );
});

test('without scripts an event is begun, written and published', async ({ hub, browser }) => {
  // A browser of its own: what the hub refuses here is an answer of status 400 to the whole page.
  const staff = await browser.newPage({ javaScriptEnabled: false });
  await signIn(staff, hub, { email: 'demo@example.org', password: 'papel-picado' });
  await staff.goto(hub.origin + NEW);
  await staff.getByLabel('Título en inglés').fill('No scripts');
  await staff.getByLabel('Fecha').fill('2027-03-14');
  await staff.getByLabel('Zona horaria').selectOption('America/New_York');
  await staff.getByLabel('Hora de inicio').fill('02:30');
  await staff.getByRole('button', { name: 'Empezar' }).click();
  await expect(staff.getByRole('alert').filter({ hasText: 'Esa hora no existe' })).toBeVisible();
  await staff.getByLabel('Hora de inicio').fill('12:30');
  await staff.getByRole('button', { name: 'Empezar' }).click();
  await staff.getByLabel('Resumen en español').fill('Sin guiones');
  await staff.getByLabel('Español', { exact: true }).first().uncheck();
  await staff.getByLabel('Inglés', { exact: true }).first().check();
  await staff.getByRole('textbox', { name: 'Enlace' }).fill('https://example.org/carta');
  await staff.getByLabel('Texto en español').fill('La carta');
  // To try the stream loses nothing of what is typed, nor does Enter try it.
  await staff.getByLabel('Dirección de la transmisión').fill('https://meet.jit.si/sin-guiones');
  await staff.getByRole('button', { name: 'Probar' }).click();
  await expect(staff.getByText(/^Así se reproduce en la sala/)).toBeVisible();
  await expect(staff.getByLabel('Resumen en español')).toHaveValue('Sin guiones');
  await staff.getByLabel('Título en inglés').press('Enter');
  await expect(staff.getByLabel('Resumen en español')).toHaveValue('Sin guiones');
  await expect(staff.getByLabel('Español', { exact: true }).first()).not.toBeChecked();
  await expect(staff.getByLabel('Texto en español').first()).toHaveValue('La carta');
  await staff.getByRole('textbox', { name: 'Enlace' }).last().fill('https://example.org/video');
  await staff.getByLabel('Texto en español').last().fill('El video');
  await staff.getByRole('button', { name: 'Guardar' }).click();
  await expect(staff.getByLabel('Texto en español').first()).toHaveValue('La carta');
  await expect(staff.getByLabel('Texto en español').nth(1)).toHaveValue('El video');
  // What cannot be kept is shown again as it was typed, with what is wrong.
  const endless = 'm'.repeat(100_001);
  const notes = staff.getByLabel('Notas prácticas en inglés', { exact: true });
  await notes.fill(endless);
  await staff.getByRole('button', { name: 'Guardar' }).click();
  await expect(staff.getByText('Es demasiado largo.')).toBeVisible();
  await expect(notes).toHaveValue(endless);
  await notes.fill('Bring candles');
  await staff.getByRole('button', { name: 'Guardar' }).click();
  await expect(staff.getByText('Es demasiado largo.')).toBeHidden();
  await staff.getByRole('link', { name: 'Vista previa y publicar' }).click();
  await staff.getByRole('button', { name: 'Publicar el evento' }).click();
  await expect(staff.getByText('Publicado. Así lo ve ahora todo el mundo.')).toBeVisible();
});

for (const [colorScheme, width] of [
  ['light', 1280],
  ['dark', 320]
] as const)
  test(`the editor and the preview read well in ${colorScheme} at ${width}`, async ({
    hub,
    moderator
  }) => {
    test.setTimeout(90_000);
    const staff = await moderator(hub, {
      colorScheme,
      reducedMotion: 'reduce',
      viewport: { width, height: 800 }
    });
    await begin(staff, hub.origin, 'Se lee bien');
    for (const address of [
      '/es/equipo?state=drafts',
      NEW,
      '/es/equipo/eventos/se-lee-bien/editar',
      '/es/equipo/eventos/se-lee-bien/vista-previa',
      '/en/staff/events/se-lee-bien/edit'
    ]) {
      await open(staff, hub.origin + address);
      const { violations } = await new AxeBuilder({ page: staff }).analyze();
      expect(violations, address).toEqual([]);
      const wide = await staff.evaluate(() => document.documentElement.scrollWidth);
      expect(wide, address).toBe(width);
    }
  });
