import type { Page } from '@playwright/test';
import { io, type Socket } from 'socket.io-client';
import type { ModerateAction, Signal, StaffQuestion } from '../../src/lib/realtime/protocol.ts';
import type { HubProcess } from '../support/hub-process.ts';
import { problemsInEveryLook } from './accessibility.ts';
import { expect, open, test } from './fixtures.ts';
import { makeLink } from './panel-link.ts';

const SLUG = 'guerra-contra-las-drogas-iniciativa-merida';
const CUE = `/es/equipo/eventos/${SLUG}/guia`;
const MERIDA = '¿Qué pasa con los acuerdos de seguridad si México deja la Iniciativa Mérida?';
const MERIDA_EN = 'What happens to the security agreements if Mexico leaves the Mérida Initiative?';
const MARIJUANA = 'Would legal marijuana in Mexico really weaken the cartels?';

/** Moderators at their desk, as the hub sees them: the socket of somebody who is signed in on `page`. */
interface Desk {
  decide(text: string, action: ModerateAction): Promise<void>;
  /** Marks the first signal that comes as seen, and returns it. */
  seeSignal(): Promise<Signal>;
}

async function openDesk(hub: HubProcess, page: Page): Promise<Desk> {
  const cookies = await page.context().cookies(hub.origin);
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const socket: Socket = io(`${hub.origin}/room`, {
    auth: { event: SLUG, lang: 'es' },
    transports: ['websocket'],
    extraHeaders: { cookie, origin: hub.origin }
  });
  const signals = new Promise<Signal[]>((resolve) =>
    socket.once('signals', (list: { signals: Signal[] }) => resolve(list.signals))
  );
  const state = await new Promise<{ questions: StaffQuestion[] }>((resolve) =>
    socket.once('snapshot', resolve)
  );
  page.once('close', () => socket.disconnect());
  const questions = state.questions;
  return {
    async decide(text, action) {
      const at = questions.findIndex((one) => one.text[one.lang] === text);
      const { id, version } = questions[at] ?? { id: '', version: 0 };
      const answer = await socket.emitWithAck('moderate', { id, version, action });
      expect(answer).toMatchObject({ ok: true });
      questions[at] = answer.question;
    },
    async seeSignal() {
      const [signal] = await signals;
      if (!signal) throw new Error('an empty list of signals');
      expect(await socket.emitWithAck('seen', { id: signal.id })).toMatchObject({ ok: true });
      return signal;
    }
  };
}

function card(page: Page, text: string) {
  return page.getByRole('listitem').filter({ hasText: text });
}

test('a panelist reads along by a private link, signals, and sees that it was seen', async ({
  hub,
  person,
  moderator
}) => {
  const cue = await moderator(hub);
  await open(cue, hub.origin + CUE);
  const address = await makeLink(cue, 'Zara Snapp');
  const desk = await openDesk(hub, cue);
  const zara = await person();
  await open(zara, address);
  await expect(zara).toHaveURL(`${hub.origin}/es/panel`);
  await expect(zara.getByText('Nadie está respondiendo todavía')).toBeVisible();
  await expect(zara.getByText('Drug Policy Alliance, Los Ángeles')).toBeVisible();

  await desk.decide(MARIJUANA, 'queue');
  await expect(card(zara, MARIJUANA)).toContainText('Siguiente 1');
  await expect(card(zara, MARIJUANA)).toContainText('Falta en español');
  await desk.decide(MERIDA, 'start');
  await expect(card(zara, MERIDA)).toContainText('Respondiendo ahora');
  await expect(card(zara, MERIDA_EN).locator('[lang=en]').first()).toHaveText(MERIDA_EN);

  await card(zara, MERIDA).getByRole('button', { name: 'Yo la tomo' }).click();
  await expect(card(zara, MERIDA)).toContainText('Enviado');
  expect(await desk.seeSignal()).toMatchObject({ kind: 'mine', from: 'Zara Snapp' });
  await expect(card(zara, MERIDA)).toContainText('Lo vio Rosario Demo');
  await expect(card(cue, MERIDA)).toContainText('La toma Zara Snapp');
});

test('a revoked link sends its panelist away at once, and opens nothing again', async ({
  hub,
  person,
  moderator
}) => {
  const cue = await moderator(hub);
  await open(cue, hub.origin + CUE);
  const address = await makeLink(cue, 'Zara Snapp');
  const zara = await person();
  await open(zara, address);
  await expect(zara.getByRole('button', { name: 'Más despacio' })).toBeVisible();
  zara.removeAllListeners('console');
  await cue.getByRole('button', { name: 'Revocar' }).click();
  await expect(zara.getByRole('heading', { name: 'Este enlace ya no abre' })).toBeVisible();
  await zara.goto(address.replace('/es/', '/en/'));
  await expect(zara.getByRole('heading', { name: 'This link no longer opens' })).toBeVisible();
});

test('two who translate one question: the second sees the first’s words and keeps their own', async ({
  hub,
  moderator
}) => {
  const [ines, marco] = [await moderator(hub), await moderator(hub)];
  for (const page of [ines, marco]) await open(page, hub.origin + CUE);
  const box = (page: Page) => card(page, MARIJUANA).getByLabel('Traducción al español');
  await box(ines).fill('¿De veras debilitaría a los cárteles?');

  await box(marco).fill('¿La marihuana legal debilitaría a los cárteles?');
  await card(marco, MARIJUANA).getByRole('button', { name: 'Guardar como borrador' }).click();
  await expect(card(marco, MARIJUANA)).toContainText('Traducción sin revisar');

  const alert = card(ines, MARIJUANA).getByRole('alert');
  await expect(alert).toContainText('Rosario Demo cambió esta pregunta mientras escribías');
  await expect(alert).toContainText('¿La marihuana legal debilitaría a los cárteles?');
  await expect(box(ines)).toHaveValue('¿De veras debilitaría a los cárteles?');
  await alert.getByRole('button', { name: 'Seguir con la mía' }).click();
  await card(ines, MARIJUANA).getByRole('button', { name: 'Guardar como revisada' }).click();
  await expect(card(ines, MARIJUANA)).toHaveCount(0);
  const desk = await openDesk(hub, marco);
  await desk.decide(MARIJUANA, 'start');
  await expect(card(marco, MARIJUANA)).toContainText('¿De veras debilitaría a los cárteles?');
  await expect(card(marco, MARIJUANA)).toContainText('Traducción revisada');
});

test('a translation in hand is saved although its question went on stage meanwhile', async ({
  hub,
  moderator
}) => {
  const ines = await moderator(hub);
  await open(ines, hub.origin + CUE);
  const desk = await openDesk(hub, ines);
  const box = card(ines, MARIJUANA).getByLabel('Traducción al español');
  await box.pressSequentially('¿Debilitaría');
  await desk.decide(MARIJUANA, 'start');
  await expect(card(ines, MARIJUANA)).toContainText('Respondiendo ahora');
  await expect(box).toBeFocused();
  await box.pressSequentially(' a los cárteles?');
  await card(ines, MARIJUANA).getByRole('button', { name: 'Guardar como revisada' }).click();
  await expect(card(ines, MARIJUANA)).toContainText('Traducción revisada');
});

test('without a link there is no panel, in both languages', async ({ sharedHub, person }) => {
  const ana = await person();
  ana.removeAllListeners('console');
  for (const [path, text] of [
    ['/es/panel', 'Este enlace ya no abre'],
    ['/en/panel/nobody-was-given-this', 'This link no longer opens']
  ]) {
    const response = await ana.goto(sharedHub.origin + path);
    expect(response?.status()).toBe(404);
    await expect(ana.getByText(text ?? '')).toBeVisible();
  }
});

test('the cue is accessible on a phone and on a wide screen, light and dark', async ({
  hub,
  person,
  moderator
}) => {
  test.setTimeout(120_000);
  const cue = await moderator(hub);
  await open(cue, hub.origin + CUE);
  const desk = await openDesk(hub, cue);
  await desk.decide(MERIDA, 'start');
  const address = await makeLink(cue, 'Zara Snapp');
  const zara = await person();
  await open(zara, address.replace('/es/', '/en/'));
  await zara.getByRole('button', { name: 'Not ready' }).click();
  await expect(zara.getByText('Sent,')).toBeVisible();
  for (const page of [cue, zara]) expect(await problemsInEveryLook(page)).toEqual([]);
});

test('the reader chooses which language comes first, and it stays so', async ({
  sharedHub,
  moderator
}) => {
  const cue = await moderator(sharedHub);
  await open(cue, sharedHub.origin + CUE);
  const first = card(cue, MARIJUANA).locator('.texts > div').first();
  await expect(first).toContainText('Falta en español');
  await cue.getByRole('radio', { name: 'English' }).check();
  await expect(first).toContainText(MARIJUANA);
  await cue.reload();
  await expect(first).toContainText(MARIJUANA);
});
