import { withHubDatabase } from '../support/database-state.ts';
import { problemsInEveryLook, problemsOf } from './accessibility.ts';
import { expect, open, PANEL, test } from './fixtures.ts';

const PUBLIC_PAGES = {
  es: [
    '/es',
    '/es/eventos',
    '/es/eventos?when=past&q=nada-de-esto',
    PANEL.es,
    `${PANEL.es}/sala`,
    '/es/eventos/frontera-chiapas-guatemala',
    '/es/eventos/rio-de-hierro-armas/sala',
    '/es/eventos/ayotzinapa-nueve-anos',
    '/es/eventos/migrantes-detenidos-pandemia/memoria',
    '/es/inscripcion',
    '/es/equipo/entrar',
    '/es/equipo/bienvenida/no-es-un-enlace'
  ],
  en: [
    '/en',
    '/en/events',
    '/en/events?when=past&q=none-of-this',
    PANEL.en,
    `${PANEL.en}/room`,
    '/en/events/chiapas-guatemala-border',
    '/en/events/iron-river-of-weapons/room',
    '/en/events/ayotzinapa-nine-years',
    '/en/events/detained-migrants-pandemic/record',
    '/en/rsvp',
    '/en/staff/sign-in',
    '/en/staff/welcome/not-a-link'
  ]
};
const STAFF_PAGES = {
  es: ['/es/equipo', PANEL.desk],
  en: ['/en/staff', '/en/staff/events/drug-war-merida-initiative/desk']
};

for (const lang of ['es', 'en'] as const)
  test(`every page is accessible in every look: ${lang}`, async ({
    sharedHub,
    person,
    moderator
  }) => {
    test.setTimeout(180_000);
    const problems: Record<string, string[]> = {};
    for (const [page, paths] of [
      [await person(), PUBLIC_PAGES[lang]],
      [await moderator(sharedHub), STAFF_PAGES[lang]]
    ] as const) {
      for (const path of paths) {
        await open(page, sharedHub.origin + path);
        expect(await page.locator('html').getAttribute('lang')).toBe(lang);
        const found = await problemsInEveryLook(page);
        if (found.length > 0) problems[path] = found;
      }
    }
    expect(problems).toEqual({});
  });

test('an unknown address is answered in the reader’s language, with a way on', async ({
  sharedHub,
  person
}) => {
  for (const [path, title, way] of [
    ['/es/no-existe', 'Esta página no existe', 'Ver los eventos'],
    ['/en/events/nothing', 'There is no such page', 'See the events'],
    ['/nothing', 'Esta página no existe', 'Ver los eventos']
  ] as const) {
    const page = await person();
    // Chromium itself writes the status of the page into the console.
    page.removeAllListeners('console');
    const answer = await page.goto(sharedHub.origin + path);
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
    await expect(page.getByRole('main').getByRole('link', { name: way })).toBeVisible();
    expect(await problemsOf(page)).toEqual([]);
  }
});

test('a failure of ours is answered in the reader’s language, says nothing of its cause, and leads on', async ({
  hub,
  person
}) => {
  const page = await person({ locale: 'en-US' });
  page.removeAllListeners('console');
  withHubDatabase(hub, (database) => database.exec('alter table resources rename to elsewhere'));
  const answer = await page.goto(hub.origin + PANEL.en);
  expect(answer?.status()).toBe(500);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Something failed on our side');
  await expect(
    page.getByRole('main').getByRole('link', { name: 'Go to the home page' })
  ).toBeVisible();
  expect(await page.content()).not.toContain('resources');
  withHubDatabase(hub, (database) => database.exec('alter table elsewhere rename to resources'));
  expect((await page.goto(hub.origin + PANEL.en))?.status()).toBe(200);
});

test('two hundred pages of both languages at once never mix', async ({ sharedHub }) => {
  const expected = {
    es: ['lang="es"', 'Lo que viene', 'Coming up'],
    en: ['lang="en"', 'Coming up', 'Lo que viene']
  } as const;
  const pages = Array.from({ length: 200 }, async (_, index) => {
    const lang = index % 2 === 0 ? 'es' : 'en';
    const html = await (await fetch(`${sharedHub.origin}/${lang}`)).text();
    const [tag, own, other] = expected[lang];
    return html.includes(tag) && html.includes(own) && !html.includes(other);
  });
  expect(new Set(await Promise.all(pages))).toEqual(new Set([true]));
});

test('the first address leads to the language of the browser, or to the one that was chosen', async ({
  sharedHub,
  person
}) => {
  const spanish = await person();
  await open(spanish, sharedHub.origin);
  await expect(spanish).toHaveURL(`${sharedHub.origin}/es`);
  const english = await person({ locale: 'en-US' });
  await open(english, sharedHub.origin);
  await expect(english).toHaveURL(`${sharedHub.origin}/en`);
  await english.getByRole('link', { name: 'Español' }).click();
  await expect(english).toHaveURL(`${sharedHub.origin}/es`);
  await open(english, sharedHub.origin);
  await expect(english).toHaveURL(`${sharedHub.origin}/es`);
});

test('the language switch keeps the page and its filters', async ({ sharedHub, person }) => {
  const page = await person();
  await open(page, `${sharedHub.origin}/es/eventos?when=past&language=es`);
  await page.getByRole('link', { name: 'English' }).click();
  await expect(page).toHaveURL(`${sharedHub.origin}/en/events?when=past&language=es`);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await open(page, `${sharedHub.origin}${PANEL.es}/sala`);
  await page.getByRole('link', { name: 'English' }).click();
  await expect(page).toHaveURL(`${sharedHub.origin}${PANEL.en}/room`);
});

test('the home page shows the panel first, with its cover, its people and two clocks', async ({
  sharedHub,
  person
}) => {
  const page = await person();
  await open(page, `${sharedHub.origin}/es`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Iniciativa Mérida');
  await expect(page.getByText('tu hora, Tijuana').first()).toBeVisible();
  await expect(page.getByText('Ciudad de México').first()).toBeVisible();
  await expect(page.locator('main img').first()).toHaveJSProperty('complete', true);
  const speakers = page.getByRole('list', { name: 'Quiénes participan' }).getByRole('listitem');
  await expect(speakers).toHaveText([
    /Laura Carlsen.*Mérida/s,
    /Zara Snapp.*marihuana/s,
    /Armando Gudiño.*California/s,
    /Bill Hing.*migrante/s
  ]);
});

test('filters are a plain form, and a filtered list can be linked to', async ({
  sharedHub,
  person
}) => {
  const page = await person({ javaScriptEnabled: false });
  await page.goto(`${sharedHub.origin}/es/eventos`);
  await page.getByRole('searchbox').fill('frontera');
  await page.getByRole('searchbox').press('Enter');
  await expect(page).toHaveURL(/[?&]q=frontera/);
  await expect(page.getByRole('link', { name: /Asedio a la vida cotidiana/ })).toBeVisible();
  await expect(page.getByRole('link', { name: /Día de Muertos/ })).toHaveCount(0);
});

test('a missing text is shown in its language and said to be', async ({ sharedHub, person }) => {
  const page = await person({ locale: 'en-US' });
  await open(page, `${sharedHub.origin}/en/events/chiapas-guatemala-border`);
  await expect(page.getByText('Only in Spanish').first()).toBeVisible();
  await expect(page.locator('[lang="es"]').getByText('desplazamiento forzado')).toBeVisible();
});

test('the other language’s slug and English words in Spanish addresses lead to the right page', async ({
  sharedHub
}) => {
  const target = async (path: string) =>
    new URL((await fetch(sharedHub.origin + path)).url).pathname;
  expect(await target('/es/events')).toBe('/es/eventos');
  expect(await target('/es/eventos/drug-war-merida-initiative')).toBe(PANEL.es);
  expect(await target('/en/events/guerra-contra-las-drogas-iniciativa-merida')).toBe(PANEL.en);
  expect(await target('/es/eventos/drug-war-merida-initiative/sala')).toBe(`${PANEL.es}/sala`);
});

test('an event page names its pair of addresses, its picture and its structured data', async ({
  sharedHub,
  person
}) => {
  const page = await person();
  await open(page, sharedHub.origin + PANEL.es);
  const alternates = await page
    .locator('link[rel=alternate][hreflang]')
    .evaluateAll((links) =>
      links.map((link) => [link.getAttribute('hreflang'), link.getAttribute('href')])
    );
  expect(Object.fromEntries(alternates)).toMatchObject({
    es: sharedHub.origin + PANEL.es,
    en: sharedHub.origin + PANEL.en,
    'x-default': expect.any(String)
  });
  const data: unknown = JSON.parse(
    (await page.locator('script[type="application/ld+json"]').textContent()) ?? ''
  );
  expect(data).toMatchObject({
    '@type': 'Event',
    inLanguage: ['es', 'en'],
    eventStatus: 'https://schema.org/EventScheduled'
  });
  const picture = await page.locator('meta[property="og:image"]').getAttribute('content');
  const answer = await fetch(picture ?? '');
  expect(answer.headers.get('content-type')).toBe('image/png');
});

test('pages of the staff send strangers to the sign-in, and bring them back', async ({
  hub,
  person
}) => {
  const page = await person();
  await open(page, hub.origin + PANEL.desk);
  await expect(page).toHaveURL(/\/es\/equipo\/entrar\?next=/);
  await page.getByLabel('Correo', { exact: true }).fill('demo@example.org');
  await page.getByLabel('Contraseña').fill('papel-picado');
  await page.getByRole('button', { name: 'Entrar' }).click();
  await expect(page).toHaveURL(hub.origin + PANEL.desk);
});

test('signing out closes the desk that is open in another tab', async ({ hub, moderator }) => {
  const desk = await moderator(hub);
  await open(desk, hub.origin + PANEL.desk);
  await expect(desk.getByText('con conexión, guardado')).toBeVisible();
  const other = await desk.context().newPage();
  await open(other, `${hub.origin}/es/equipo`);
  await other.getByRole('button', { name: 'Salir' }).click();
  await expect(desk).toHaveURL(/\/es\/equipo\/entrar/, { timeout: 2_000 });
});
