import { expect, type Page } from '@playwright/test';
import { enterRoom, type Viewer } from '../support/crowd.ts';
import { askByForm, type FormAsker } from '../support/form-asker.ts';
import { makeChance, type Chance } from '../support/seeded-random.ts';
import { decideOnce, moderate, type Moderator } from './hour-moderator.ts';
import type { Scene } from './hour-scene.ts';
import { takePart } from './hour-viewer.ts';

/** Those who asked from far away, and come back to see what became of it. */
export interface Phones {
  viewers: Viewer[];
  withoutScript: FormAsker[];
}

/** Parts of the hour: when the phone's line is cut and mended, and when the hub stops. */
const CUT = 0.3;
const MENDED = 0.5;
const RESTART = 0.65;

/** Lets everybody work at the same time, for so many seconds. */
export async function liveThroughIt(scene: Scene, seconds: number): Promise<Phones> {
  const begin = Date.now();
  const at = (part: number) => begin + seconds * 1_000 * part;
  const isOver = () => Date.now() > at(1);
  const [rosario, marco, irma] = scene.moderators;
  if (!rosario || !marco || !irma) throw new Error('the desk is not staffed');
  const [phones] = await Promise.all([
    askFromPhones(scene, at(0.85)),
    moderate(rosario, isOver),
    moderate(irma, isOver),
    moderateThroughACut(marco, at(CUT), at(MENDED), isOver),
    interpret(scene.interpreter.cue, makeChance(scene.seed + 4), isOver),
    signal(scene),
    restart(scene, at(RESTART)),
    ...scene.viewers.map(({ page, texts, seed }) => takePart(page, texts, seed, seconds * 1_000))
  ]);
  return phones;
}

/** The phone works on without connection, and what it decided there goes out when it is back. */
async function moderateThroughACut(
  moderator: Moderator,
  cutAt: number,
  mendAt: number,
  isOver: () => boolean
): Promise<void> {
  const { desk, line } = moderator;
  const unsent = () => desk.locator('.foot .unsent').count();
  await moderate(moderator, () => Date.now() > cutAt);
  await line.cut();
  await expect(desk.getByText('sin conexión')).toBeVisible({ timeout: 20_000 });
  await moderate(moderator, () => Date.now() > mendAt);
  for (let tries = 0; tries < 40 && (await unsent()) === 0; tries++) await decideOnce(moderator);
  expect(await unsent(), 'nothing was decided without connection').toBe(1);
  await line.mend();
  await moderate(moderator, isOver);
}

async function askFromPhones({ hub, fromPhones }: Scene, end: number): Promise<Phones> {
  const phones: Phones = { viewers: [], withoutScript: [] };
  for (const [index, { text, lang }] of fromPhones.entries()) {
    const pause = (end - Date.now()) / (fromPhones.length - index);
    const later = new Promise((resolve) => setTimeout(resolve, Math.max(0, pause)));
    // Whoever finds the door closed for a moment knocks again.
    if (index % 4 === 3) phones.withoutScript.push(await again(() => askByForm(hub, text, lang)));
    else phones.viewers.push(await again(() => askByPhone(hub, text, lang)));
    await later;
  }
  return phones;
}

async function askByPhone(hub: Scene['hub'], text: string, lang: 'es' | 'en'): Promise<Viewer> {
  const viewer = await enterRoom(hub);
  await viewer.ask(text, lang);
  viewer.leave();
  return viewer;
}

async function again<Answer>(attempt: () => Promise<Answer>, tries = 40): Promise<Answer> {
  try {
    return await attempt();
  } catch (error) {
    if (tries === 0) throw error;
    await new Promise((resolve) => setTimeout(resolve, 250));
    return again(attempt, tries - 1);
  }
}

/** Writes and checks translations on the cue, wherever a box is open. */
async function interpret(cue: Page, chance: Chance, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    await cue.evaluate((part) => {
      const boxes = [...document.querySelectorAll<HTMLTextAreaElement>('li form textarea')];
      const box = boxes[Math.floor(part * Math.min(6, boxes.length))];
      if (!box) return;
      box.value = `${box.value || 'Interpretada'} ·`;
      box.dispatchEvent(new InputEvent('input', { bubbles: true }));
      requestAnimationFrame(() => box.form?.querySelector('button')?.click());
    }, chance.next());
    await cue.evaluate(
      (pause) => new Promise((resolve) => setTimeout(resolve, pause)),
      800 + chance.next() * 1_500
    );
  }
}

/** A panelist presses one button, and a moderator sees it. */
async function signal({ panelist, moderators: [first] }: Scene): Promise<void> {
  await panelist.getByRole('button', { name: 'Más despacio' }).click();
  await first?.desk.getByRole('button', { name: 'Visto: Más despacio, Zara Snapp' }).click();
}

async function restart({ hub }: Scene, at: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, at - Date.now())));
  expect(await hub.stop()).toBe(0);
  await hub.start();
}
