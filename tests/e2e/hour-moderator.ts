import type { Page } from '@playwright/test';
import type { Chance } from '../support/seeded-random.ts';
import type { DeskLine } from './desk-line.ts';

/** Somebody who moderates for the hour. */
export interface Moderator {
  name: string;
  desk: Page;
  line: DeskLine;
  chance: Chance;
  /** Works with a finger on buttons; the others have keys. */
  onPhone: boolean;
}

/** What a moderator sees before the next press. */
interface Seen {
  status: string;
  text: string;
  /** The keys of what can be done with the selected question. */
  keys: string[];
  unseen: boolean;
  alert: boolean;
  claimed: boolean;
}

type Weighed = readonly (readonly [key: string, weight: number])[];

/** What one presses, by the state of the selected question: how often, beside each other. */
const HABITS: Record<string, Weighed> = {
  waiting: [
    ['a', 9],
    ['n', 4],
    ['d', 5],
    ['x', 3],
    ['m', 1],
    ['t', 0.6],
    ['b', 0.6],
    ['j', 1]
  ],
  approved: [
    ['n', 4],
    ['l', 3],
    ['r', 1],
    ['d', 1],
    ['t', 0.6],
    ['j', 4]
  ],
  queued: [
    ['l', 5],
    ['n', 1],
    ['Alt+ArrowUp', 1],
    ['j', 1]
  ],
  live: [
    ['r', 5],
    ['n', 1],
    ['j', 1]
  ],
  answered: [
    ['o', 1],
    ['j', 4]
  ],
  declined: [
    ['o', 2],
    ['j', 4]
  ],
  merged: [
    ['o', 2],
    ['j', 4]
  ]
};

/** Anywhere: undo, the next column, the next in one's language. */
const ANYWHERE: Weighed = [
  ['u', 4],
  ['ArrowRight', 5],
  ['ArrowLeft', 5],
  ['c', 2]
];

/** These open something in the row. */
const OPENING = ['d', 'e', 'm', 't', 'b'];

/** Works at the desk until the time is over. Returns how many presses that were. */
export async function moderate(person: Moderator, isOver: () => boolean): Promise<number> {
  let presses = 0;
  while (!isOver()) {
    await decideOnce(person);
    presses += 1;
  }
  return presses;
}

/** One look, one decision: it may meet a colleague's, be taken back, or lead nowhere. */
export async function decideOnce({ desk, chance, onPhone }: Moderator): Promise<void> {
  const seen = await look(desk);
  if (seen.alert) return clickText(desk, 'Entendido');
  if (seen.claimed)
    return clickText(desk, chance.happens(0.5) ? 'Seguir de todos modos' : 'Dejarla');
  if (seen.unseen && chance.happens(0.5)) return showNew(desk);
  const key = chooseKey(seen, chance);
  if (onPhone) await pressButton(desk, key, chance);
  else await pressKey(desk, key, chance);
}

function chooseKey(seen: Seen, chance: Chance): string {
  const can = (key: string) => seen.keys.includes(key) || key === 'j' || key.startsWith('Alt');
  if (!seen.status || chance.happens(0.14)) return chance.weigh(ANYWHERE) ?? 'j';
  if (/55 1234/.test(seen.text) && can('e')) return 'e';
  if (/^(Perdón|Sorry)/.test(seen.text) && can('m') && chance.happens(0.8)) return 'm';
  const habits = HABITS[seen.status]?.filter(([key]) => can(key)) ?? [];
  return chance.weigh(habits) ?? 'j';
}

async function pressKey(desk: Page, key: string, chance: Chance): Promise<void> {
  await desk.keyboard.press(key);
  if (key === 'd') await desk.keyboard.press(String(1 + Math.floor(chance.next() * 5)));
  else if (key === 'e') await desk.keyboard.press('Control+Enter');
  else if (key === 'm') await desk.keyboard.press((await hasCandidate(desk)) ? 'Enter' : 'Escape');
  else if (key === 'x') await decideMany(desk, chance);
  else if (key === 't' || key === 'b') {
    await desk.keyboard.type(key === 't' ? 'Traducida a mano' : 'agua');
    await desk.keyboard.press('Control+Enter');
  }
  if (OPENING.includes(key)) await leaveOpenPanel(desk);
}

/** Marks the next few as well, and publishes or declines them all by one press. */
async function decideMany(desk: Page, chance: Chance): Promise<void> {
  for (const key of ['j', 'x', 'j', 'x', 'j', 'x', 'j', 'x']) await desk.keyboard.press(key);
  for (const key of chance.happens(0.4) ? ['a'] : ['d', '3']) await desk.keyboard.press(key);
  await desk.keyboard.press('Escape');
}

/** What a finger does for the same: the tabs for the columns, the buttons of the row for decisions. */
async function pressButton(desk: Page, key: string, chance: Chance): Promise<void> {
  if (key === 'ArrowRight' || key === 'ArrowLeft' || key === 'c') return switchColumn(desk, chance);
  if (key === 'j' || key.startsWith('Alt')) return tapNextRow(desk);
  if (key === 'u') return clickIn(desk, '.foot .undo');
  await desk.evaluate((wanted) => {
    const buttons = [...document.querySelectorAll('[data-row][aria-current] .actions button')];
    const button = buttons.find((one) => one.querySelector('kbd')?.textContent === wanted);
    if (button instanceof HTMLElement) button.click();
  }, key);
  if (key === 'd') {
    await desk.evaluate(
      (at) => {
        const reasons = document.querySelectorAll('[data-row] fieldset button');
        const reason = reasons[at];
        if (reason instanceof HTMLElement) reason.click();
      },
      Math.floor(chance.next() * 5)
    );
  } else if (key === 'e' || (key === 'm' && (await hasCandidate(desk))))
    await clickIn(desk, '[data-row] form button:not([type])');
  else if (key === 't' || key === 'b') await clickText(desk, 'Cancelar');
  if (OPENING.includes(key)) await leaveOpenPanel(desk);
}

/** Reads all that a choice needs in one go. */
function look(desk: Page): Promise<Seen> {
  return desk.evaluate(() => {
    const row = document.querySelector('[data-row][aria-current]');
    const known = ['waiting', 'approved', 'queued', 'live', 'answered', 'declined', 'merged'];
    const hasText = (selector: string, text: string) =>
      [...document.querySelectorAll(selector)].some((one) => one.textContent?.includes(text));
    return {
      status: known.find((status) => row?.classList.contains(status)) ?? '',
      text: row?.querySelector('.words')?.textContent?.trim() ?? '',
      keys: [...(row?.querySelectorAll('.actions kbd') ?? [])].map((kbd) => kbd.textContent ?? ''),
      unseen: document.querySelector('[data-desk-column] header button') !== null,
      alert: hasText('[role=alert] button', 'Entendido'),
      claimed: hasText('[data-row] button', 'Seguir de todos modos')
    };
  });
}

/** Whatever was refused or could not be saved is left, as somebody in a hurry does. */
async function leaveOpenPanel(desk: Page): Promise<void> {
  const isOpen = await desk.evaluate(() => document.querySelector('[data-row] .panel') !== null);
  if (isOpen && !(await look(desk)).claimed) await desk.keyboard.press('Escape');
}

function hasCandidate(desk: Page): Promise<boolean> {
  return desk.evaluate(
    () => document.querySelector('[data-row] form input[type=radio]:checked') !== null
  );
}

function showNew(desk: Page): Promise<void> {
  return clickIn(desk, '[data-desk-column] header button');
}

function switchColumn(desk: Page, chance: Chance): Promise<void> {
  return clickIn(desk, `.tabs button:nth-child(${1 + Math.floor(chance.next() * 3)})`);
}

function tapNextRow(desk: Page): Promise<void> {
  return desk.evaluate(() => {
    const rows = [...document.querySelectorAll('.shown [data-row]')];
    const at = rows.findIndex((row) => row.hasAttribute('aria-current'));
    const next = rows[at + 1] ?? rows[0];
    next?.querySelector<HTMLElement>('button.text')?.click();
  });
}

function clickIn(desk: Page, selector: string): Promise<void> {
  return desk.evaluate((wanted) => document.querySelector<HTMLElement>(wanted)?.click(), selector);
}

/** In the panel of the row first: the row above it may say the same. */
function clickText(desk: Page, text: string): Promise<void> {
  return desk.evaluate((wanted) => {
    const buttons = [
      ...document.querySelectorAll<HTMLElement>('.panel button, [role=alert] button')
    ];
    buttons.find((button) => button.textContent?.trim() === wanted)?.click();
  }, text);
}
