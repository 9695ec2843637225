import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Page } from '@playwright/test';
import { withHubDatabase } from '../support/database-state.ts';
import type { HubProcess } from '../support/hub-process.ts';
import { importEvents } from '../support/import-events.ts';
import { problemsInEveryLook } from './accessibility.ts';
import { expect, open, test } from './fixtures.ts';

const STAFF = '/es/equipo/eventos/tarde-en-casa';
const EVENING = {
  slug: { es: 'tarde-en-casa', en: 'evening-at-home' },
  kind: 'action',
  status: 'published',
  zone: 'America/Mexico_City',
  startsIn: 'P9D',
  duration: 'PT2H',
  spoken: ['es'],
  interpretation: ['en'],
  access: 'rsvp',
  capacity: 40,
  place: { es: 'Casa Refugio', en: 'Casa Refugio' },
  title: { es: 'Tarde en casa', en: 'Evening at home' }
};

test('an organizer writes people down, finds them again and takes the list along', async ({
  hub,
  moderator
}) => {
  importEvents(hub, [EVENING]);
  const staff = await moderator(hub);
  await open(staff, `${hub.origin}/es/equipo`);
  await staff.getByRole('link', { name: /^Inscripciones\s*: Tarde en casa/ }).click();
  await staff.getByRole('link', { name: 'Inscribir a alguien' }).click();
  await writeDown(staff, { name: 'Ana Peña', email: 'ana@example.org', mail: true });
  await expect(staff.getByText('tiene lugar. La confirmación va en camino.')).toBeVisible();
  await writeDown(staff, { name: '=Beto', email: 'beto@example.org', mail: false });
  await expect(staff.getByText('No se envió ningún correo.')).toBeVisible();
  await writeDown(staff, { name: 'Otra', email: 'Ana@example.org', mail: true });
  await expect(staff.getByText('Ese correo ya tenía un lugar')).toBeVisible();
  await expect.poll(() => hub.mails().length).toBe(1);

  await staff.getByRole('link', { name: 'Inscripciones' }).click();
  await expect(staff.getByRole('heading', { name: '2 inscripciones' })).toBeVisible();
  await staff.getByLabel('Nombre o correo').fill('pena');
  await staff.getByRole('button', { name: 'Buscar' }).click();
  await expect(staff.getByRole('heading', { name: '1 inscripción' })).toBeVisible();
  await expect(staff.getByText('Ana Peña')).toBeVisible();
  expect(staff.url()).not.toContain('pena');

  await staff.getByText('Columnas').first().click();
  await staff.getByRole('checkbox', { name: 'Correo' }).check();
  await staff.getByRole('button', { name: 'Guardar columnas' }).click();
  await expect(staff.getByRole('columnheader', { name: 'Correo' })).toBeVisible();
  await open(staff, hub.origin + STAFF + '/inscripciones');
  await expect(staff.getByText('ana@example.org')).toBeVisible();

  const download = staff.waitForEvent('download');
  await staff.getByRole('link', { name: 'Descargar (CSV)' }).click();
  const file = await (await download).path();
  await expect(staff.getByText('Descargado')).toBeVisible();
  expect((await download).suggestedFilename()).toMatch(/^inscripciones-tarde-en-casa-[\d-]+\.csv$/);
  const rows: { name: string; email: string }[] = parse(readFileSync(file), {
    columns: true,
    bom: true
  });
  expect(rows.map(({ name }) => name)).toEqual(['Ana Peña', "'=Beto"]);
});

test('the door works by ticket and by name, also without a connection', async ({
  hub,
  moderator
}) => {
  importEvents(hub, [EVENING]);
  const staff = await moderator(hub);
  await open(staff, `${hub.origin + STAFF}/inscripciones/nuevo`);
  for (const name of ['Ana Peña', 'Beto Ruiz'])
    await writeDown(staff, { name, email: `${name.slice(0, 3)}@example.org`, mail: false });
  await staff.addInitScript(readsWhatIsHeldUp);
  await staff.setViewportSize({ width: 360, height: 800 });
  await open(staff, `${hub.origin + STAFF}/entrada`);
  await expect(staff.getByText('Llegaron 0 de 2')).toBeVisible();

  await staff.getByLabel('Código o nombre').fill('pena');
  await staff.getByRole('button', { name: /^Llegó\s*: Ana Peña/ }).click();
  await expect(staff.getByText('Ana Peña: adelante.')).toBeVisible();
  await expect(staff.getByText('Llegaron 1 de 2')).toBeVisible();
  const code = await staff.getByText(/^[2-9A-Z]{3} [2-9A-Z]{3}$/).textContent();
  await staff.getByRole('button', { name: 'Leer boletos con la cámara' }).click();
  await holdUp(staff, code?.replace(' ', '') ?? '');
  await expect(staff.getByText('Ana Peña ya había llegado.')).toBeVisible();

  await staff.context().setOffline(true);
  await staff.getByLabel('Código o nombre').fill('beto');
  await staff.keyboard.press('Enter');
  await expect(staff.getByText('1 entrada por enviar.')).toBeVisible();
  await expect(staff.getByText('Llegaron 2 de 2')).toBeVisible();
  expect(checkIns(hub)).toEqual([1]);
  const answers = await loseOneAnswer(staff);
  await staff.context().setOffline(false);
  await expect(() => expect(answers).toEqual(['lost'])).toPass();
  expect(checkIns(hub)).toEqual([1, 1]);
  await staff.evaluate(() => dispatchEvent(new Event('online')));
  await expect(staff.getByText('1 entrada por enviar.')).toHaveCount(0, { timeout: 15_000 });
  expect(answers).toEqual(['lost', 'heard']);
  expect(checkIns(hub)).toEqual([1, 1]);
  await open(staff, `${hub.origin + STAFF}/entrada`);
  await expect(staff.getByText('Llegaron 2 de 2')).toBeVisible();
  await staff.getByRole('button', { name: /^Deshacer\s*: Beto Ruiz/ }).click();
  await expect(staff.getByText('Llegaron 1 de 2')).toBeVisible();
});

test('without JavaScript the list is searched and somebody comes in all the same', async ({
  hub,
  moderator,
  person
}) => {
  importEvents(hub, [EVENING]);
  const staff = await moderator(hub);
  await open(staff, `${hub.origin + STAFF}/inscripciones/nuevo`);
  await writeDown(staff, { name: 'Ana Peña', email: 'ana@example.org', mail: false });
  const storageState = await staff.context().storageState();
  const plain = await person({ javaScriptEnabled: false, storageState });
  await plain.goto(`${hub.origin + STAFF}/inscripciones`);
  await plain.getByLabel('Nombre o correo').fill('nadie');
  await plain.getByRole('button', { name: 'Buscar' }).click();
  await expect(plain.getByText('No hay nadie con ese nombre')).toBeVisible();
  await plain.goto(`${hub.origin + STAFF}/entrada`);
  await plain.getByLabel('Código o nombre').fill('ana');
  await plain.getByRole('button', { name: 'Buscar' }).click();
  await plain.getByRole('button', { name: /^Llegó\s*: Ana Peña/ }).click();
  await expect(plain.getByText('Llegaron 1 de 1')).toBeVisible();
});

for (const javaScriptEnabled of [true, false])
  test(`a list comes in ${javaScriptEnabled ? 'whole' : 'without JavaScript'}, once its wrong row is mended`, async ({
    hub,
    moderator,
    browser
  }) => {
    importEvents(hub, [EVENING]);
    const storageState = await (await moderator(hub)).context().storageState();
    // A page of its own: that a form was refused is written to the console of who has no scripts.
    const staff = await browser.newPage({ javaScriptEnabled, storageState });
    await staff.goto(`${hub.origin + STAFF}/inscripciones/importar`);
    if (javaScriptEnabled) await staff.locator('html[data-ready]').waitFor({ state: 'attached' });
    const list = 'nombre;correo;acompañantes\nMartín Ñu;martin@example.org;1\nAna;ana@;\n';
    await staff.getByLabel('Archivo CSV').setInputFiles({
      ...{ name: 'lista.csv', mimeType: 'text/csv', buffer: Buffer.from(list, 'latin1') }
    });
    if (javaScriptEnabled) await expect(staff.getByLabel('La lista')).toHaveValue(list);
    await staff.getByRole('radio', { name: 'Inglés' }).check();
    await staff.getByRole('button', { name: 'Importar', exact: true }).click();
    await expect(staff.getByText('Línea 3, correo: «ana@» no es una dirección')).toBeVisible();
    await expect(staff.getByRole('radio', { name: 'Inglés' })).toBeChecked();
    expect(rsvpsOf(hub)).toEqual([]);
    await staff.getByLabel('La lista').fill(list.replace('ana@', 'ana@example.org'));
    await staff.getByRole('button', { name: 'Importar', exact: true }).click();
    await expect(staff.getByText('2 personas con lugar.')).toBeVisible();
    await expect(staff.getByLabel('La lista')).toHaveValue('');
    expect(rsvpsOf(hub)).toEqual([
      { lang: 'en', seats: 2 },
      { lang: 'en', seats: 1 }
    ]);
  });

test('list, door and figures read well in both themes, from a phone to a desk', async ({
  hub,
  moderator
}) => {
  test.setTimeout(90_000);
  importEvents(hub, [EVENING]);
  const staff = await moderator(hub);
  await open(staff, `${hub.origin + STAFF}/inscripciones/nuevo`);
  await writeDown(staff, { name: 'Ana Peña', email: 'ana@example.org', mail: false });
  for (const page of [
    ...['inscripciones', 'inscripciones/nuevo', 'inscripciones/importar'],
    ...['entrada', 'cifras']
  ]) {
    await open(staff, `${hub.origin + STAFF}/${page}`);
    for (const summary of await staff.locator('main summary').all()) await summary.click();
    expect(await problemsInEveryLook(staff)).toEqual([]);
  }
  await open(staff, `${hub.origin}/en/staff/events/evening-at-home/figures`);
  await expect(staff.getByRole('heading', { name: 'The live hour' })).toBeVisible();
});

async function writeDown(
  page: Page,
  { name, email, mail }: { name: string; email: string; mail: boolean }
): Promise<void> {
  await page.getByLabel('Nombre o alias').fill(name);
  await page.getByLabel('Correo', { exact: true }).fill(email);
  await page.getByRole('checkbox', { name: /Enviarle/ }).setChecked(mail);
  await page.getByRole('button', { name: 'Inscribir', exact: true }).click();
  await expect(page.getByLabel('Correo', { exact: true })).toHaveValue('');
}

/** A camera, and a reader of codes as phones have it: it reads what a test holds up. */
function readsWhatIsHeldUp(): void {
  const devices = {
    getUserMedia: async () => document.createElement('canvas').captureStream()
  };
  Object.defineProperty(navigator, 'mediaDevices', { value: devices });
  HTMLMediaElement.prototype.play = async () => undefined;
  class Reader {
    async detect() {
      const rawValue: unknown = Reflect.get(globalThis, 'heldUp');
      return typeof rawValue === 'string' ? [{ rawValue }] : [];
    }
  }
  Reflect.set(globalThis, 'BarcodeDetector', Reader);
}

async function holdUp(page: Page, code: string): Promise<void> {
  await page.evaluate((held) => Reflect.set(globalThis, 'heldUp', held), code);
}

/** The line breaks once the hub has taken a decision, before its answer arrives. */
async function loseOneAnswer(page: Page): Promise<('lost' | 'heard')[]> {
  const answers: ('lost' | 'heard')[] = [];
  await page.route(/\/entrada\.json$/, async (route) => {
    if (!route.request().postData()?.includes('"present"')) return route.continue();
    const response = await route.fetch();
    answers.push(answers.length === 0 ? 'lost' : 'heard');
    return answers.length === 1 ? route.abort('connectionreset') : route.fulfill({ response });
  });
  return answers;
}

/** Of everybody about whom a door decided: 1 who is there, 0 who is not. */
function checkIns(hub: HubProcess): unknown[] {
  return withHubDatabase(
    hub,
    (database) => database.prepare('select present from check_ins').pluck().all(),
    { readonly: true }
  );
}

function rsvpsOf(hub: HubProcess): unknown[] {
  return withHubDatabase(
    hub,
    (database) =>
      database.prepare('select lang, seats from rsvps order by created_at, rowid').all(),
    { readonly: true }
  );
}
