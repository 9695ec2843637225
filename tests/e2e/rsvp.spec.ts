import ICAL from 'ical.js';
import type { ParsedMail } from 'mailparser';
import type { Page } from '@playwright/test';
import { withHubDatabase } from '../support/database-state.ts';
import type { HubProcess } from '../support/hub-process.ts';
import { linkOf, linkTo, mailsTo } from '../support/mails.ts';
import { expect, open, PANEL, test } from './fixtures.ts';
import { sendRsvp } from './rsvp-form.ts';

/** Eighty places, and RSVP only. */
const BRIEFING = '/es/eventos/frontera-chiapas-guatemala';
const PHONE = { viewport: { width: 360, height: 740 } };

/** Sends the form under a name that no text may be broken by. */
async function fillForm(page: Page, email: string): Promise<void> {
  await sendRsvp(page, email, { name: "María José O'Higgins" });
}

/** How many seats all RSVPs of a hub hold; a page tells it only roughly. */
function seatsTaken(hub: HubProcess): unknown {
  const sum = `select coalesce(sum(seats), 0) from rsvps where status in ('confirmed', 'offered')`;
  return withHubDatabase(hub, (database) => database.prepare(sum).pluck().get());
}

function calendarOf(mail: ParsedMail): ICAL.Component {
  const file = mail.attachments.find((attachment) => attachment.contentType === 'text/calendar');
  return new ICAL.Component(ICAL.parse(file?.content.toString() ?? ''));
}

for (const javaScriptEnabled of [true, false]) {
  test(`an RSVP on a phone lands in a mail whose link cancels it, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async ({
    hub,
    person
  }) => {
    const ana = await person({ ...PHONE, javaScriptEnabled });
    await ana.goto(hub.origin + BRIEFING);
    if (javaScriptEnabled) await open(ana, hub.origin + BRIEFING);
    await expect(ana.getByText('Quedan más de 70 lugares')).toBeVisible();
    await fillForm(ana, 'ana@example.org');
    await expect(ana.getByText('Revisa tu correo')).toBeVisible();

    const [mail] = await mailsTo(hub, 'ana@example.org', 1);
    if (!mail) throw new Error('no mail');
    expect(mail.subject).toContain('Asedio a la vida cotidiana');
    expect(mail.html).toContain('lang="es"');
    expect(
      calendarOf(mail).getFirstSubcomponent('vevent')?.getFirstPropertyValue('summary')
    ).toContain('Asedio');

    await ana.goto(linkOf(mail));
    await expect(ana).toHaveURL(`${hub.origin}/es/inscripcion`);
    await expect(ana.getByRole('heading', { name: 'Tienes un lugar' })).toBeVisible();
    await ana.getByRole('button', { name: 'Cancelar mi inscripción' }).click();
    await expect(ana.getByText('Listo: cancelaste tu inscripción')).toBeVisible();
    const cancelled = (await mailsTo(hub, 'ana@example.org', 2))
      .map(calendarOf)
      .map((calendar) => calendar.getFirstPropertyValue('method'));
    expect(cancelled.sort()).toEqual(['CANCEL', 'REQUEST']);

    expect(seatsTaken(hub)).toBe(0);
  });

  test(`a wrong form names its fields and keeps what was typed, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async ({
    sharedHub,
    person
  }) => {
    const ana = await person({ javaScriptEnabled });
    ana.removeAllListeners('console');
    await ana.goto(sharedHub.origin + BRIEFING);
    if (javaScriptEnabled) await open(ana, sharedHub.origin + BRIEFING);
    await fillForm(ana, 'ana@');
    const email = ana.getByLabel('Correo', { exact: true });
    await expect(email).toHaveAttribute('aria-invalid', 'true');
    await expect(email).toHaveAccessibleDescription(/nombre@ejemplo\.org/);
    await expect(email).toHaveValue('ana@');
    await expect(ana.getByLabel('Nombre o alias')).toHaveValue("María José O'Higgins");
    await expect(email).toBeFocused();
  });
}

for (const javaScriptEnabled of [true, false]) {
  test(`three people take three places, and one of them fewer gives one back, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async ({
    hub,
    person
  }) => {
    const ana = await person({ ...PHONE, javaScriptEnabled });
    const go = (path: string) =>
      javaScriptEnabled ? open(ana, hub.origin + path) : ana.goto(hub.origin + path);
    await go(BRIEFING);
    await ana.getByText('Voy con más personas').click();
    await ana.getByLabel('¿Cuántas personas van contigo?').selectOption('2 personas');
    await fillForm(ana, 'ana@example.org');
    await expect(ana.getByRole('heading', { name: 'Qué sigue' })).toBeVisible();
    await expect(ana.getByText('lo ofrecemos por correo a quien sigue')).toBeVisible();

    const [mail] = await mailsTo(hub, 'ana@example.org', 1);
    expect(mail?.text).toContain('3 lugares');
    expect(seatsTaken(hub)).toBe(3);

    await ana.goto(linkOf(mail));
    await expect(ana.getByText('Tu inscripción es para 3 personas')).toBeVisible();
    await ana.getByLabel('¿Cuántas personas van contigo?').selectOption('1 persona');
    await ana.getByRole('button', { name: 'Guardar cuántas personas' }).click();
    await expect(ana.getByText('Listo: cambió el número de personas')).toBeVisible();
    await expect(ana.getByText('Tu inscripción es para 2 personas')).toBeVisible();
    expect(seatsTaken(hub)).toBe(2);
  });
}

test('a known address gets the same answer on the screen and the truth by mail', async ({
  hub,
  person
}) => {
  const ana = await person();
  for (const expected of [1, 2]) {
    await open(ana, hub.origin + BRIEFING);
    await fillForm(ana, 'ana@example.org');
    await expect(ana.getByText('Revisa tu correo')).toBeVisible();
    await mailsTo(hub, 'ana@example.org', expected);
  }
  expect(seatsTaken(hub)).toBe(1);
});

test('the room of an event for attendees opens by their private link and to nobody else', async ({
  hub,
  person
}) => {
  const room = `${hub.origin}/es/eventos/rio-de-hierro-armas/sala`;
  const ana = await person();
  await open(ana, room);
  await expect(ana.getByText('solo para quienes se inscribieron')).toBeVisible();
  await open(ana, `${hub.origin}/es/eventos/rio-de-hierro-armas`);
  await fillForm(ana, 'ana@example.org');
  await ana.goto(await linkTo(hub, 'ana@example.org'));
  await open(ana, room);
  await expect(ana.getByRole('heading', { name: 'Tu pregunta para el panel' })).toBeVisible();
});

test('a question left with the RSVP waits at the desk', async ({ hub, person, moderator }) => {
  const ana = await person();
  await open(ana, `${hub.origin}/es/eventos/rio-de-hierro-armas`);
  await ana.getByText('Dejar una pregunta para el panel').click();
  await ana.getByLabel('Tu pregunta').fill('¿De qué fábricas salen?');
  await fillForm(ana, 'ana@example.org');
  await expect(ana.getByText('Revisa tu correo')).toBeVisible();
  const desk = await moderator(hub);
  await open(desk, `${hub.origin}/es/equipo/eventos/rio-de-hierro-armas/mesa`);
  await expect(desk.getByText('¿De qué fábricas salen?')).toBeVisible();
});

for (const javaScriptEnabled of [true, false])
  test(`a question asked on the event’s page waits at the desk, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async ({
    hub,
    person,
    moderator
  }) => {
    const ana = await person({ javaScriptEnabled });
    await ana.goto(hub.origin + PANEL.es);
    await ana.getByText('Dejar una pregunta sin inscribirme').click();
    await ana.getByLabel('Pregunta', { exact: true }).fill('¿Quién vigila a la Guardia?');
    await ana.getByRole('button', { name: 'Enviar la pregunta' }).click();
    await expect(ana.locator('#mine')).toContainText('¿Quién vigila a la Guardia?');
    await expect(ana.locator('#mine')).toContainText('En revisión');
    const desk = await moderator(hub);
    await open(desk, hub.origin + PANEL.desk);
    await expect(desk.getByText('¿Quién vigila a la Guardia?')).toBeVisible();
  });
