import type { Page } from '@playwright/test';
import { withHubDatabase } from '../support/database-state.ts';
import type { HubProcess } from '../support/hub-process.ts';
import { expect, open, PANEL, test } from './fixtures.ts';

const ROOM = `${PANEL.es}/sala`;

async function ask(page: Page, text: string): Promise<void> {
  await page.getByLabel('Pregunta', { exact: true }).fill(text);
  await page.getByRole('button', { name: 'Enviar' }).click();
}

/** The box in which one's own question is rewritten. */
function editor(page: Page) {
  return page.getByLabel('Nuevo texto');
}

test('an author rewrites a question in its place, and the desk reads the new words', async ({
  hub,
  person,
  moderator
}) => {
  const ana = await person();
  await open(ana, hub.origin + ROOM);
  await ask(ana, '¿Quien paga?');
  const mine = ana.locator('#mine');
  await expect(mine).toContainText('En revisión');
  await mine.getByText('Editar', { exact: true }).focus();
  await ana.keyboard.press('Enter');
  await expect(editor(ana)).toBeFocused();
  await expect(editor(ana)).toHaveValue('¿Quien paga?');

  await editor(ana).fill('');
  await mine.getByRole('button', { name: 'Guardar' }).click();
  await expect(mine).toContainText('Escribe algo aquí');
  await editor(ana).fill('¿Quién paga y cuánto?');
  await mine.getByRole('button', { name: 'Guardar' }).click();
  await expect(mine.getByText('Guardada')).toBeVisible();
  await expect(mine.getByText('¿Quién paga y cuánto?')).toBeVisible();
  await expect(editor(ana)).toBeHidden();
  await expect(mine.getByText('Editar', { exact: true })).toBeFocused();

  const desk = await moderator(hub);
  await open(desk, hub.origin + PANEL.desk);
  await expect(desk.getByRole('listitem').filter({ hasText: 'y cuánto' })).toBeVisible();
});

test('what an author is typing stays when a moderator decides meanwhile', async ({
  hub,
  person,
  moderator
}) => {
  const ana = await person();
  await open(ana, hub.origin + ROOM);
  await ask(ana, '¿Quien paga?');
  const mine = ana.locator('#mine');
  await mine.getByText('Editar', { exact: true }).click();
  await editor(ana).fill('¿Quién paga y cuánto?');

  const desk = await moderator(hub);
  await open(desk, hub.origin + PANEL.desk);
  await desk.getByRole('listitem').filter({ hasText: 'Quien paga' }).click();
  await desk.keyboard.press('a');
  await expect(mine).toContainText('Publicada');
  await expect(mine).toContainText('ya no se puede cambiar');
  await expect(editor(ana)).toHaveValue('¿Quién paga y cuánto?');
  await mine.getByRole('button', { name: 'No cambiarla' }).click();
  await expect(mine.getByText('¿Quien paga?')).toBeVisible();
  await expect(mine.getByText('Editar', { exact: true })).toHaveCount(0);
});

test('what an author is typing stays when there is no connection', async ({ hub, person }) => {
  const ana = await person();
  await open(ana, hub.origin + ROOM);
  await ask(ana, '¿Quien paga?');
  const mine = ana.locator('#mine');
  await mine.getByText('Editar', { exact: true }).click();
  await editor(ana).fill('¿Quién paga?');
  await hub.stop();
  await expect(ana.getByText('Sin conexión')).toBeVisible();
  await mine.getByRole('button', { name: 'Guardar' }).click();
  await expect(mine).toContainText('Vuelve a intentarlo');
  await expect(editor(ana)).toHaveValue('¿Quién paga?');

  await hub.start();
  await expect(ana.getByText('Sin conexión')).toBeHidden({ timeout: 20_000 });
  await mine.getByRole('button', { name: 'Guardar' }).click();
  await expect(mine.getByText('Guardada')).toBeVisible();
});

test('withdrawing asks first, and can be thought over', async ({ hub, person }) => {
  const ana = await person();
  await open(ana, hub.origin + ROOM);
  await ask(ana, '¿Quién paga?');
  const mine = ana.locator('#mine');
  await mine.getByText('Retirar', { exact: true }).click();
  await mine.getByRole('button', { name: 'No, dejarla' }).click();
  await expect(mine.getByText('Retirar', { exact: true })).toBeFocused();
  await expect(mine).toContainText('¿Quién paga?');

  await mine.getByText('Retirar', { exact: true }).press('Enter');
  await ana.keyboard.press('Tab');
  await ana.keyboard.press('Enter');
  await expect(mine).toContainText('La retiraste');
  await expect(mine).not.toContainText('¿Quién paga?');
  await expect(mine.getByRole('listitem')).toBeFocused();
});

test('without JavaScript one can rewrite a question, and what was refused stays in the box', async ({
  hub,
  person
}) => {
  const ana = await person({ javaScriptEnabled: false });
  ana.removeAllListeners('console');
  await ana.goto(hub.origin + ROOM);
  await ask(ana, '¿Quien paga?');
  const mine = ana.locator('#mine');
  await mine.getByText('Editar', { exact: true }).click();
  await expect(mine.getByRole('button', { name: 'No cambiarla' })).toBeHidden();
  await editor(ana).fill('ñ'.repeat(401));
  await mine.getByRole('button', { name: 'Guardar' }).click();
  await expect(editor(ana)).toHaveValue('ñ'.repeat(401));
  await expect(mine).toContainText('Sobra 1 carácter');
  await expect(ana.getByLabel('Pregunta', { exact: true }).first()).toHaveValue('');

  await editor(ana).fill('¿Quién paga?');
  await mine.getByRole('button', { name: 'Guardar' }).click();
  await expect(mine.getByRole('paragraph').filter({ hasText: '¿Quién paga?' })).toBeVisible();
  await expect(editor(ana)).toBeHidden();

  await mine.getByText('Editar', { exact: true }).click();
  await editor(ana).fill('tarde');
  decide(hub, `update questions set status = 'declined', decline_reason = 'off_topic'`);
  await mine.getByRole('button', { name: 'Guardar' }).click();
  await expect(mine).toContainText('ya no se puede cambiar');
  await expect(editor(ana)).toHaveValue('tarde');
});

test('an author reads a reply, and follows the question that theirs was joined with', async ({
  hub,
  person
}) => {
  const ana = await person();
  await open(ana, hub.origin + ROOM);
  await ask(ana, '¿Quién paga?');
  await expect(ana.locator('#mine')).toContainText('En revisión');
  decide(
    hub,
    `insert into question_messages (id, question_id, kind, staff_id, text, at)
       select 'm', id, 'reply', (select id from staff_users limit 1),
         'Gracias. La leemos con otra.', '2026-11-24T18:00:00.000Z'
       from questions where viewer_id is not null;
     update questions set status = 'merged', merged_into = (
       select id from questions where status = 'approved' limit 1
     ) where viewer_id is not null;`
  );
  for (const [path, status, reply] of [
    [ROOM, 'Unida con otra igual, ya publicada', 'La moderación te escribió'],
    [`${PANEL.en}/room`, 'Joined with one like it, now published', 'The moderators wrote to you']
  ] as const) {
    await open(ana, hub.origin + path);
    const mine = ana.locator('#mine');
    await expect(mine).toContainText(status);
    await expect(mine).toContainText(reply);
    await expect(mine).toContainText('Gracias. La leemos con otra.');
    await expect(mine.getByRole('blockquote')).not.toBeEmpty();
    await expect(mine.getByRole('button')).toHaveCount(0);
  }
});

/** What staff decide while the page does not hear of it. */
function decide(hub: HubProcess, sql: string): void {
  withHubDatabase(hub, (database) => database.exec(sql));
}
