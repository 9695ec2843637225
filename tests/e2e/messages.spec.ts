import type { Page } from '@playwright/test';
import { simpleParser } from 'mailparser';
import type { Context } from '../../src/lib/server/context.ts';
import { registerAttendee } from '../../src/lib/server/rsvps/register-attendee.ts';
import { publishPanel, registration } from '../support/attendees.ts';
import type { HubProcess } from '../support/hub-process.ts';
import { openMailbox } from '../support/mailbox.ts';
import { mailsTo } from '../support/mails.ts';
import { seedAttendees } from '../support/many-attendees.ts';
import { startPreparedHub } from '../support/prepared-hub.ts';
import { addStaff, PASSWORD } from '../support/staff.ts';
import { problemsInEveryLook, problemsOf } from './accessibility.ts';
import { expect, open, signIn, test as base } from './fixtures.ts';

const EVENT = '/es/equipo/eventos/foro';

interface Desk {
  hub: HubProcess;
  /** Signs the organizer in, in a browser of their own. */
  organizer: (options?: Parameters<Person>[0]) => Promise<Page>;
}
type Person = (options?: { javaScriptEnabled?: boolean }) => Promise<Page>;

const test = base.extend<{ desk: (people: Fill, env?: Record<string, string>) => Promise<Desk> }>({
  desk: async ({ person }, use) => {
    const hubs: HubProcess[] = [];
    await use(async (fill, env) => {
      const { hub, prepared } = await startPreparedHub((context) => prepare(context, fill), env);
      hubs.push(hub);
      const organizer: Desk['organizer'] = async (options) => {
        const page = await person(options);
        await signIn(page, hub, { email: prepared.email, password: PASSWORD });
        return page;
      };
      return { hub, organizer };
    });
    for (const hub of hubs) await hub.remove();
  }
});

test('an organizer writes to those who listen in English, tries it, and sees that it went', async ({
  desk
}) => {
  const { hub, organizer } = await desk(threePeople);
  const staff = await organizer();
  await open(staff, `${hub.origin}${EVENT}/inscripciones?listen=en`);
  await staff.getByRole('button', { name: 'Escribirles' }).click();
  await expect(staff.getByText('Personas inscritas que escuchan en inglés.')).toBeVisible();
  await expect(staff.getByText('2 personas')).toBeVisible();
  await expect(staff.getByText('1 lee en español · 1 lee en inglés')).toBeVisible();

  await staff.getByLabel('Asunto en español').fill('La puerta');
  await staff.getByRole('textbox', { name: 'Texto en español' }).fill('Por la **calle Seis**.');
  await expect(staff.getByText('Guardado.')).toBeVisible();
  await staff.getByRole('button', { name: 'Revisar y enviar' }).click();
  await expect(
    staff.getByText(/1 persona lee en inglés y recibe el texto en español/)
  ).toBeVisible();
  await staff.getByRole('link', { name: 'Seguir escribiendo' }).click();

  await staff.getByLabel('Asunto en inglés').fill('The door');
  await staff.getByRole('button', { name: 'Revisar y enviar' }).click();
  await expect(staff.getByText(/ningún idioma a medias/)).toBeVisible();
  await expect(staff.getByRole('button', { name: /^Enviar a/ })).toHaveCount(0);
  await staff.getByRole('link', { name: 'Seguir escribiendo' }).click();
  await expect(staff.getByText('Falta el texto en este idioma')).toBeVisible();
  await staff.getByRole('textbox', { name: 'Texto en inglés' }).fill('By **Sixth Street**.');
  await staff.getByRole('button', { name: 'Revisar y enviar' }).click();
  const example = staff.frameLocator('iframe').last();
  await expect(example.locator('strong')).toHaveText('Sixth Street');

  await staff.getByRole('button', { name: 'Enviarme una prueba' }).click();
  await expect(staff.getByText('La prueba va en camino.')).toBeVisible();
  await expect.poll(() => hub.mails().length).toBe(2);
  await staff.getByRole('button', { name: 'Enviar a 2 personas' }).click();
  await expect(staff.getByText('Enviado', { exact: true })).toBeVisible();
  await expect(staff.locator('.result')).toHaveText('Salió a 2 personas.');
  const [ana] = await mailsTo(hub, 'ana@example.org', 1);
  const [ben] = await mailsTo(hub, 'ben@example.org', 1);
  expect([ana?.subject, ben?.subject]).toEqual(['La puerta', 'The door']);
  expect(ben?.headers.get('list-unsubscribe-post') ?? ben?.headers.get('list')).toBeTruthy();
  await mailsTo(hub, 'eva@example.org', 0);
});

test('killed in the middle it goes on where it was, and nobody gets it twice', async ({ desk }) => {
  const { hub, organizer } = await desk(threeHundred);
  const staff = await organizer();
  await writeToAll(staff, hub);
  await staff.getByRole('button', { name: 'Enviar a 280 personas' }).click();
  await expect.poll(() => hub.mails().length, { intervals: [10] }).toBeGreaterThan(20);
  await hub.stop('SIGKILL');
  expect(hub.mails().length).toBeLessThan(280);
  await hub.start();
  await hub.stop('SIGKILL');
  await hub.start();
  await expect.poll(() => hub.mails().length, { timeout: 20_000 }).toBe(280);
  await open(staff, `${hub.origin}${EVENT}/mensajes`);
  await expect(staff.getByText('Salió a 280 personas.')).toBeVisible();
  const parsed = await Promise.all(hub.mails().map((mail) => simpleParser(mail)));
  const addresses = parsed.map((mail) => JSON.stringify(mail.to));
  expect(new Set(addresses).size).toBe(280);
});

test('without JavaScript a message is written, kept, stopped and continued', async ({ desk }) => {
  const mailbox = await openMailbox();
  // The two that are sent first.
  for (const number of [58, 57]) mailbox.answers.set(`person-${number}@example.org`, ['hold']);
  const { hub, organizer } = await desk(sixty, { SMTP_URL: mailbox.url });
  const plain = await organizer({ javaScriptEnabled: false });
  const result = async () => {
    await plain.goto(plain.url().split('?')[0] ?? '');
    return plain.locator('.result').textContent();
  };
  await writeToAll(plain, hub);
  await plain.getByRole('button', { name: /^Enviar a 56/ }).click();
  await expect.poll(() => mailbox.held()).toBe(2);
  await plain.getByRole('button', { name: 'Detener el envío' }).click();
  await expect(plain.getByText('Detenido', { exact: true })).toBeVisible();
  mailbox.release();
  await expect.poll(result).toBe('Salieron 2 de 56. 54 personas se quedaron sin recibirlo.');
  await plain.getByRole('button', { name: 'Continuar con quienes faltan' }).click();
  await expect.poll(result).toBe('Salió a 56 personas.');
  expect(new Set(mailbox.mails.flatMap(({ recipients }) => recipients)).size).toBe(56);
  expect(mailbox.mails).toHaveLength(56);
  await mailbox.close();
});

test('what a colleague wrote meanwhile is shown, and what is typed stays', async ({ desk }) => {
  const { hub, organizer } = await desk(threePeople);
  const staff = await organizer();
  await open(staff, `${hub.origin}${EVENT}/mensajes/nuevo`);
  await staff.getByRole('button', { name: 'Escribir el mensaje' }).click();
  await staff.getByLabel('Asunto en español').fill('La puerta');
  await expect(staff.getByText('Guardado.')).toBeVisible();
  const colleague = await organizer({ javaScriptEnabled: false });
  await colleague.goto(staff.url());
  await colleague.getByLabel('Asunto en español').fill('El portón');
  await colleague.getByRole('button', { name: 'Guardar' }).click();
  await staff.getByLabel('Asunto en español').fill('La puerta chica');
  await expect(staff.getByText(/escribió aquí mientras tanto/)).toBeVisible();
  await expect(staff.getByText('El portón')).toBeVisible();
  await expect(staff.getByLabel('Asunto en español')).toHaveValue('La puerta chica');
  await staff.getByRole('button', { name: 'Guardar lo mío' }).click();
  await expect(staff.getByText('Guardado.')).toBeVisible();
  await staff.reload();
  await expect(staff.getByLabel('Asunto en español')).toHaveValue('La puerta chica');
});

test('every page of a message reads well, and a new edition finds who asked for it', async ({
  desk
}) => {
  const { hub, organizer } = await desk(twoEditions);
  const staff = await organizer();
  await open(staff, `${hub.origin}${EVENT}/ediciones`);
  await expect(staff.getByText('1 persona de ediciones anteriores pidió noticias')).toBeVisible();
  await staff.getByRole('button', { name: 'Escribir el aviso' }).click();
  await expect(staff.getByLabel('Asunto en español')).toHaveValue(/^Nueva edición: /);
  const spanish = staff.url();
  const english = `${hub.origin}/en/staff/events/forum/messages/${spanish.split('/').at(-1)}`;
  expect(await problemsInEveryLook(staff)).toEqual([]);
  await open(staff, `${english}?step=review`);
  expect(await problemsInEveryLook(staff, { without: 'iframe' })).toEqual([]);
  await staff.getByRole('button', { name: 'Send to 1 person' }).click();
  await expect(staff.getByText('It went to 1 person.').first()).toBeVisible();
  expect(await problemsInEveryLook(staff)).toEqual([]);
  const [news] = await mailsTo(hub, 'ana@example.org', 1);
  expect(news?.text).toContain(`${hub.origin}/es/eventos/foro`);
  for (const page of ['mensajes', 'mensajes/nuevo', 'ediciones']) {
    await open(staff, `${hub.origin}${EVENT}/${page}`);
    expect(await problemsOf(staff)).toEqual([]);
  }
});

type Fill = (context: Context, eventId: string) => Promise<void>;

async function prepare(context: Context, fill: Fill) {
  const now = Date.now();
  const at = (days: number) => new Date(now + days * 86_400_000).toISOString();
  const eventId = await publishPanel(context, {
    ...{ slug: { es: 'foro', en: 'forum' }, series_id: 'foro' },
    ...{ zone: 'UTC', start_local: at(9).slice(0, 16), starts_at: at(9), ends_at: at(9.1) }
  });
  await fill(context, eventId);
  // What they were sent for their RSVPs is not of interest here.
  await context.db.updateTable('mail_outbox').set({ status: 'sent' }).execute();
  return addStaff(context, 'organizer');
}

async function threePeople(context: Context, eventId: string): Promise<void> {
  for (const [name, lang, listen] of [
    ['ana', 'es', 'en'],
    ['ben', 'en', 'en'],
    ['eva', 'es', 'es']
  ] as const)
    await registerAttendee(
      context,
      registration(eventId, { name, email: `${name}@example.org`, lang, listen })
    );
}

/** Of whom a fifteenth has cancelled. */
const threeHundred: Fill = (context, eventId) => seedAttendees(context, eventId, 300);
const sixty: Fill = (context, eventId) => seedAttendees(context, eventId, 60);

/** Ana asked for news at the one before. */
async function twoEditions(context: Context): Promise<void> {
  const earlier = await publishPanel(context, {
    series_id: 'foro',
    starts_at: new Date(Date.now() + 86_400_000).toISOString()
  });
  const ana = { name: 'Ana', email: 'ana@example.org', news: true };
  await registerAttendee(context, registration(earlier, ana));
}

async function writeToAll(staff: Page, hub: HubProcess): Promise<void> {
  await staff.goto(`${hub.origin}${EVENT}/mensajes/nuevo`);
  await staff.getByRole('button', { name: 'Escribir el mensaje' }).click();
  await staff.getByLabel('Asunto en español').fill('La puerta');
  await staff.getByRole('textbox', { name: 'Texto en español' }).fill('Por la calle Seis.');
  await staff.getByRole('button', { name: 'Revisar y enviar' }).click();
}
