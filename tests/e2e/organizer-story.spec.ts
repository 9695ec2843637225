import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { runHubCommand } from '../support/hub-command.ts';
import { startHub, type HubProcess } from '../support/hub-process.ts';
import { mailsTo } from '../support/mails.ts';
import { expect, test as base } from './fixtures.ts';

/*
 * The first ten minutes of an organizer who has never seen Encuentro: an empty hub as it runs in production, and
 * nothing but the words on the screen to go by. No address is typed but the first one.
 */

const test = base.extend<{ empty: HubProcess }>({
  empty: async ({}, use) => {
    const hub = await startHub({ NODE_ENV: 'production' });
    await use(hub);
    await hub.remove();
  }
});

const ADMIN = { email: 'rosa@example.org', name: 'Rosa Peña', password: 'nopal-y-jacaranda-26' };
const TITLE = { es: 'Memoria y verdad en Iguala', en: 'Memory and truth in Iguala' };
const PEOPLE = 300;

const WORDS = {
  es: {
    locale: 'es-MX',
    door: '/es/equipo',
    email: 'Correo',
    password: 'Contraseña',
    signIn: 'Entrar',
    events: 'Eventos',
    newEvent: 'Nuevo evento',
    title: { es: 'Título en español', en: 'Título en inglés' },
    date: 'Fecha',
    time: 'Hora de inicio',
    start: 'Empezar',
    summary: { es: 'Resumen en español', en: 'Resumen en inglés' },
    description: { es: 'Descripción en español', en: 'Descripción en inglés' },
    stream: 'Dirección de la transmisión',
    spoken: { group: 'Se habla en', lang: 'Español' },
    interpreted: { group: 'Interpretación al', lang: 'Inglés' },
    complete: 'Los dos idiomas están completos.',
    preview: 'Vista previa y publicar',
    publish: 'Publicar el evento',
    published: 'Publicado. Así lo ve ahora todo el mundo.',
    team: 'Accesos',
    name: 'Nombre',
    moderates: 'Modera',
    interprets: 'Interpreta',
    invite: 'Invitar',
    link: 'Enlace de un solo uso',
    rsvps: 'Inscripciones',
    importList: 'Importar una lista',
    file: 'Archivo CSV',
    import: 'Importar',
    imported: '300 personas con lugar.',
    list: 'Lista',
    more: 'Más filtros',
    listens: 'Escucha en',
    english: 'Inglés',
    find: 'Buscar',
    found: '100 inscripciones',
    write: 'Escribirles',
    subject: { es: 'Asunto en español', en: 'Asunto en inglés' },
    body: { es: 'Texto en español', en: 'Texto en inglés' },
    review: 'Revisar y enviar',
    send: 'Enviar a 100 personas',
    sent: 'Salió a 100 personas.',
    figures: 'Cifras',
    download: 'Descargar (CSV)',
    downloaded: 'Descargado. Quedó anotado en la bitácora.',
    audit: 'Bitácora',
    entries: [
      'Publicó el evento',
      'Importó inscripciones',
      'Mandó un mensaje a asistentes',
      'Exportó la lista de asistentes'
    ]
  },
  en: {
    locale: 'en-US',
    door: '/en/staff',
    email: 'E-mail',
    password: 'Password',
    signIn: 'Sign in',
    events: 'Events',
    newEvent: 'New event',
    title: { es: 'Title in Spanish', en: 'Title in English' },
    date: 'Date',
    time: 'Start time',
    start: 'Start',
    summary: { es: 'Summary in Spanish', en: 'Summary in English' },
    description: { es: 'Description in Spanish', en: 'Description in English' },
    stream: 'Stream address',
    spoken: { group: 'Spoken', lang: 'Spanish' },
    interpreted: { group: 'Interpretation into', lang: 'English' },
    complete: 'Both languages are complete.',
    preview: 'Preview and publish',
    publish: 'Publish the event',
    published: 'Published. This is how everybody sees it now.',
    team: 'Team',
    name: 'Name',
    moderates: 'Moderator',
    interprets: 'Interpreter',
    invite: 'Invite',
    link: 'One-time link',
    rsvps: 'RSVPs',
    importList: 'Import a list',
    file: 'CSV file',
    import: 'Import',
    imported: '300 people have a place.',
    list: 'List',
    more: 'More filters',
    listens: 'Listens in',
    english: 'English',
    find: 'Search',
    found: '100 RSVPs',
    write: 'Write to these',
    subject: { es: 'Subject in Spanish', en: 'Subject in English' },
    body: { es: 'Text in Spanish', en: 'Text in English' },
    review: 'Review and send',
    send: 'Send to 100 people',
    sent: 'It went to 100 people.',
    figures: 'Figures',
    download: 'Download (CSV)',
    downloaded: 'Downloaded. The audit log has a note of it.',
    audit: 'Audit log',
    entries: [
      'Published the event',
      'Imported RSVPs',
      'Sent a message to attendees',
      'Exported the attendee list'
    ]
  }
} as const;

for (const lang of ['es', 'en'] as const)
  test(`an organizer's first ten minutes: ${lang}`, async ({ empty: hub, person }) => {
    test.setTimeout(120_000);
    const words = WORDS[lang];
    const add = ['user', 'add', '--email', ADMIN.email, '--name', ADMIN.name, '--role', 'admin'];
    runHubCommand(hub, add, `${ADMIN.password}\n`);
    const rosa = await person({ locale: words.locale, acceptDownloads: true });
    const click = async (role: 'link' | 'button', name: string) => {
      await ready(rosa);
      await rosa.getByRole(role, { name, exact: true }).click();
    };

    await test.step('sign in', async () => {
      await rosa.goto(hub.origin + words.door);
      await rosa.getByLabel(words.email, { exact: true }).fill(ADMIN.email);
      await rosa.getByLabel(words.password).fill(ADMIN.password);
      await click('button', words.signIn);
    });

    await test.step('publish a panel in two languages', async () => {
      await click('link', words.newEvent);
      await rosa.getByLabel(words.title.es).fill(TITLE.es);
      await rosa.getByLabel(words.title.en).fill(TITLE.en);
      await rosa.getByLabel(words.date).fill('2027-03-20');
      await rosa.getByLabel(words.time).fill('18:00');
      await click('button', words.start);
      await expect(rosa.getByRole('heading', { level: 1, name: TITLE[lang] })).toBeVisible();
      await ready(rosa);
      await rosa.getByLabel(words.summary.es).fill('Diez años después.');
      await rosa.getByLabel(words.summary.en).fill('Ten years later.');
      await rosa.getByLabel(words.description.es, { exact: true }).fill('Con las familias.');
      await rosa.getByLabel(words.description.en, { exact: true }).fill('With the families.');
      await rosa.getByLabel(words.stream).fill('https://meet.jit.si/iguala');
      await check(rosa, words.spoken);
      await check(rosa, words.interpreted);
      await expect(rosa.getByText(words.complete)).toBeVisible();
      await click('link', words.preview);
      await click('button', words.publish);
      await expect(rosa.getByText(words.published)).toBeVisible();
    });

    await test.step('invite who moderates and who interprets', async () => {
      await click('link', words.team);
      for (const [name, role] of [
        ['Vera Luna', words.moderates],
        ['Ian Cruz', words.interprets]
      ] as const) {
        await ready(rosa);
        await rosa.getByLabel(words.name, { exact: true }).fill(name);
        const email = `${name.split(' ')[0]?.toLowerCase()}@example.org`;
        await rosa.getByLabel(words.email, { exact: true }).fill(email);
        await rosa.getByRole('radio', { name: role }).check();
        await rosa.getByRole('checkbox', { name: new RegExp(TITLE[lang]) }).check();
        await click('button', words.invite);
        await expect(rosa.getByLabel(words.link)).toHaveValue(/^http/);
        await mailsTo(hub, email, 1);
      }
    });

    await test.step('bring in the list of the last years', async () => {
      await click('link', words.events);
      await rosa.getByRole('link', { name: new RegExp(`^${words.rsvps}\\s*:`) }).click();
      await click('link', words.importList);
      await ready(rosa);
      await rosa.getByLabel(words.file).setInputFiles(listOfPeople());
      await click('button', words.import);
      await expect(rosa.getByText(words.imported)).toBeVisible();
    });

    await test.step('write to those who listen in English', async () => {
      await click('link', words.list);
      await ready(rosa);
      await rosa.getByText(words.more, { exact: true }).click();
      await rosa.getByRole('combobox', { name: words.listens }).selectOption(words.english);
      await click('button', words.find);
      await expect(rosa.getByText(words.found, { exact: true })).toBeVisible();
      await click('button', words.write);
      await ready(rosa);
      await rosa.getByLabel(words.subject.es).fill('El canal');
      await rosa.getByRole('textbox', { name: words.body.es }).fill('Por el **canal dos**.');
      await rosa.getByLabel(words.subject.en).fill('The channel');
      await rosa.getByRole('textbox', { name: words.body.en }).fill('On **channel two**.');
      await click('button', words.review);
      await click('button', words.send);
      await expect(rosa.getByText(words.sent, { exact: true })).toBeVisible({ timeout: 20_000 });
      await mailsTo(hub, 'p003@example.org', 2);
      await mailsTo(hub, 'p001@example.org', 1);
    });

    await test.step('see how many come, and take the list along', async () => {
      await click('link', words.rsvps);
      await ready(rosa);
      await click('link', words.figures);
      await expect(rosa.getByText('300').first()).toBeVisible();
      await click('link', words.list);
      await ready(rosa);
      const saving = rosa.waitForEvent('download');
      await rosa.getByText(words.download, { exact: true }).click();
      const file = await (await saving).path();
      expect(readFileSync(file, 'utf8').trim().split('\r\n')).toHaveLength(PEOPLE + 1);
      await expect(rosa.getByText(words.downloaded)).toBeVisible();
      await click('link', words.audit);
      for (const entry of words.entries)
        await expect(rosa.getByRole('listitem').filter({ hasText: entry }).first()).toBeVisible();
    });
  });

/** Whatever was clicked has led somewhere, and the page there answers. */
async function ready(page: Page): Promise<void> {
  await page.locator('html[data-ready]').waitFor({ state: 'attached' });
}

async function check(page: Page, { group, lang }: { group: string; lang: string }): Promise<void> {
  await page.getByRole('group', { name: group, exact: true }).getByLabel(lang).check();
}

/** As a spreadsheet gives it; every third of them listens in English. */
function listOfPeople() {
  const rows = Array.from({ length: PEOPLE }, (_, at) => {
    const number = String(at + 1).padStart(3, '0');
    return `Persona ${number},p${number}@example.org,${(at + 1) % 3 === 0 ? 'en' : 'es'}`;
  });
  const buffer = Buffer.from(['nombre,correo,escucha', ...rows].join('\r\n'));
  return { name: 'lista.csv', mimeType: 'text/csv', buffer };
}
