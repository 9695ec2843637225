import { problemsOf } from './accessibility.ts';
import { column, openDesk, rowOf, select } from './desk-page.ts';
import { expect, open, PANEL, test } from './fixtures.ts';
import { sendRsvp } from './rsvp-form.ts';

const ROOM = `${PANEL.es}/sala`;

test('who writes English on the Spanish page is told how it will be sent, and has the last word', async ({
  hub,
  person,
  moderator
}) => {
  const ana = await person();
  await open(ana, hub.origin + ROOM);
  const box = ana.getByLabel('Pregunta', { exact: true });
  await box.fill('¿Quién paga todo esto?');
  await box.fill('Who pays for this?');
  await expect(ana.getByText('Parece que escribes en inglés')).toBeVisible();
  expect(await problemsOf(ana)).toEqual([]);
  await ana.getByRole('button', { name: 'Cambiar a español' }).click();
  await expect(ana.getByText('Se enviará como español.')).toBeVisible();
  await ana.getByRole('button', { name: 'Cambiar a inglés' }).press('Enter');
  await ana.getByRole('button', { name: 'Enviar' }).click();
  await expect(ana.getByText('Se enviará')).toHaveCount(0);

  const mine = ana.locator('#mine');
  await expect(mine).toContainText('Idioma: inglés');
  await expect(mine.locator('p[lang=en]')).toHaveText('Who pays for this?');
  const desk = await moderator(hub);
  await openDesk(desk, hub.origin);
  const row = rowOf(desk, 'Who pays for this?');
  await expect(row.locator('abbr')).toHaveText('EN');
  await mine.getByRole('button', { name: 'Cambiar a español' }).click();
  await expect(mine).toContainText('Idioma: español');
  await expect(mine.getByText('Guardada')).toBeVisible();
  await expect(mine.getByRole('button', { name: 'Cambiar a inglés' })).toBeFocused();
  await expect(row.locator('abbr')).toHaveText('ES');
  expect(await problemsOf(ana)).toEqual([]);
});

test('the page says nothing while one writes in its language, or nothing that can be told', async ({
  sharedHub,
  person
}) => {
  const ben = await person({ locale: 'en-US' });
  await open(ben, `${sharedHub.origin}${PANEL.en}/room`);
  const box = ben.getByLabel('Question', { exact: true });
  await box.fill('¿Quién paga todo esto?');
  await expect(ben.getByText('It looks like Spanish')).toBeVisible();
  for (const text of ['Who pays for all of this?', 'HSBC?', '']) {
    await box.fill(text);
    await expect(ben.getByText('It looks like')).toHaveCount(0);
  }
});

test('without JavaScript the hub finds the language, and the asker corrects it', async ({
  hub,
  person
}) => {
  const ana = await person({ javaScriptEnabled: false });
  ana.removeAllListeners('console');
  await ana.goto(hub.origin + ROOM);
  await ana.getByLabel('Pregunta', { exact: true }).fill('Who pays for this?');
  await ana.getByRole('button', { name: 'Enviar' }).click();
  const mine = ana.locator('#mine');
  await expect(mine).toContainText('Idioma: inglés');
  await mine.getByRole('button', { name: 'Cambiar a español' }).click();
  await expect(mine).toContainText('Idioma: español');
  await expect(mine.locator('p[lang=es]').filter({ hasText: 'Who pays' })).toBeVisible();
});

test('the question of an RSVP goes in the language that its author says', async ({
  hub,
  person,
  moderator
}) => {
  for (const [text, keep] of [
    ['Who pays for all of this?', true],
    ['Will the Senate vote on this?', false]
  ] as const) {
    const ana = await person();
    await open(ana, `${hub.origin}/es/eventos/rio-de-hierro-armas`);
    await ana.getByText('Dejar una pregunta para el panel').click();
    await ana.getByLabel('Tu pregunta').fill(text);
    await expect(ana.getByText('Parece que escribes en inglés')).toBeVisible();
    if (!keep) await ana.getByRole('button', { name: 'Cambiar a español' }).click();
    expect(await problemsOf(ana)).toEqual([]);
    await sendRsvp(ana, `ana-${keep}@example.org`);
    await expect(ana.getByText('Revisa tu correo')).toBeVisible();
  }
  const desk = await moderator(hub);
  await openDesk(desk, hub.origin, '/es/equipo/eventos/rio-de-hierro-armas/mesa');
  await expect(rowOf(desk, 'Who pays').locator('abbr')).toHaveText('EN');
  await expect(rowOf(desk, 'Will the Senate').locator('abbr')).toHaveText('ES');
});

test('staff correct the language of a question, and undo it', async ({
  hub,
  person,
  moderator
}) => {
  const ana = await person();
  await open(ana, hub.origin + ROOM);
  await ana.getByLabel('Pregunta', { exact: true }).fill('HSBC settlement?');
  await ana.getByRole('button', { name: 'Enviar' }).click();
  const desk = await moderator(hub);
  await openDesk(desk, hub.origin);
  const row = rowOf(desk, 'HSBC settlement?');
  await expect(row.locator('abbr')).toHaveText('ES');
  await select(desk, 'HSBC settlement?');
  await desk.keyboard.press('e');
  await row.getByRole('radio', { name: 'Inglés' }).check();
  expect(await problemsOf(desk)).toEqual([]);
  await row.getByRole('button', { name: 'Guardar' }).click();
  await expect(row.locator('abbr')).toHaveText('EN');
  await expect(row).not.toContainText('editada');
  await expect(ana.locator('#mine')).toContainText('Idioma: inglés');
  await desk.keyboard.press('u');
  await expect(row.locator('abbr')).toHaveText('ES');
  await expect(column(desk, 'En espera')).toContainText('HSBC');
});
