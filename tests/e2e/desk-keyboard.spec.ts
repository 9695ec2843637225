import type { Page } from '@playwright/test';
import { askAll } from '../support/crowd.ts';
import { findStates, type QuestionState } from '../support/question-states.ts';
import { askedAgain, questionTexts } from '../support/question-texts.ts';
import { column, openDesk, saved } from './desk-page.ts';
import { expect, test } from './fixtures.ts';

/** What one decision is made with, and what must stand in the database afterwards. */
interface Decided extends Partial<QuestionState> {
  /** Keys; a text in quotes is typed. */
  keys: string[];
}

const PUBLISH: Decided = { keys: ['a'], status: 'approved' };
const MERGE: Decided = { keys: ['m', 'Enter'], status: 'merged' };
const LABEL: Decided = {
  keys: ['b', '"agua', 'Enter', 'a'],
  status: 'approved',
  labels: ['agua']
};
const TRANSLATE: Decided = {
  keys: ['t', '"Translated by hand', 'Control+Enter', 'a'],
  status: 'approved',
  translation: 'checked'
};
/** Ten decisions as they come in an evening; six times they make the sixty. */
const TEN: Decided[] = [
  PUBLISH,
  { keys: ['n'], status: 'queued' },
  { keys: ['d', '2'], status: 'declined', reason: 'off_topic' },
  PUBLISH,
  MERGE,
  PUBLISH,
  { keys: ['d', '4'], status: 'declined', reason: 'at_risk' },
  PUBLISH,
  { keys: ['n'], status: 'queued' },
  PUBLISH
];

test('sixty waiting questions are decided with the keyboard alone', async ({ hub, moderator }) => {
  test.setTimeout(120_000);
  const plan = Array.from({ length: 60 }, (_, index) => TEN[index % TEN.length] ?? PUBLISH);
  // Some are for readers of the other language, or for somebody of the panel.
  for (const index of [13, 33, 53]) plan[index] = LABEL;
  for (const index of [15, 35]) plan[index] = TRANSLATE;
  const texts = questionTexts(60);
  for (const [index, decided] of plan.entries())
    if (decided === MERGE) texts.splice(index, 1, ...texts.slice(index - 1, index).map(askedAgain));

  const desk = await moderator(hub);
  await openDesk(desk, hub.origin);
  // The two that the demo brings are out of the way before the clock starts.
  for (const key of ['a', 'a']) await desk.keyboard.press(key);
  const ids = await askAll(hub, texts);
  const waiting = column(desk, 'En espera').getByRole('heading');
  await expect(desk.getByRole('button', { name: /60 nuevas/ })).toBeVisible();
  await desk.keyboard.press('s');
  await expect(waiting).toHaveText('En espera 60');

  const keysHeard = await countKeys(desk);
  const times: number[] = [];
  for (const [index, { keys: pressed }] of plan.entries()) {
    await expect(desk.locator(`#desk-${ids[index]}`)).toHaveAttribute('aria-current', 'true');
    for (const key of pressed.slice(0, -1)) await type(desk, key);
    times.push(await shownAfter(desk, pressed.at(-1) ?? ''));
  }
  await expect(waiting).toHaveText('En espera 0');
  const keys = await keysHeard();
  await saved(desk);
  await desk.keyboard.press('ArrowRight');
  await desk.keyboard.press('l');
  await expect(desk.locator('.row.live')).toHaveAttribute('id', `desk-${ids[1]}`);
  await saved(desk);

  times.sort((a, b) => a - b);
  const at = (part: number) => Math.round(times[Math.floor(times.length * part)] ?? 0);
  console.log(
    `60 decisions: ${(keys / 60).toFixed(2)} keys each, from key to shown ${at(0.5)} ms median, ${at(0.95)} ms p95`
  );
  expect(keys / 60).toBeLessThanOrEqual(2.5);
  const states = findStates(hub);
  for (const [index, { keys: _, ...expected }] of plan.entries())
    expect(states.get(ids[index] ?? '')).toMatchObject(index === 1 ? { status: 'live' } : expected);
  for (const [index, decided] of plan.entries())
    if (decided === MERGE) expect(states.get(ids[index] ?? '')?.mergedInto).toBe(ids[index - 1]);
});

/** Counts the keys that the desk hears from now on; letters of a text that is written are none. */
async function countKeys(desk: Page): Promise<() => Promise<number>> {
  const heard = await desk.evaluateHandle(() => {
    const count = { keys: 0 };
    addEventListener(
      'keydown',
      ({ key, target, ctrlKey }) => {
        const writes = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
        const isLetter = writes && key.length === 1 && !ctrlKey;
        if (!isLetter && key !== 'Control') count.keys += 1;
      },
      true
    );
    return count;
  });
  return () => heard.evaluate((count) => count.keys);
}

async function type(desk: Page, key: string): Promise<void> {
  if (key.startsWith('"')) await desk.keyboard.type(key.slice(1));
  else await desk.keyboard.press(key);
}

/** Presses a key, and returns how long it took until what it changed was painted, in milliseconds. */
async function shownAfter(desk: Page, key: string): Promise<number> {
  const shown = await desk.evaluateHandle(() => {
    const columns = document.querySelector('.columns') ?? document.body;
    const time = new Promise<number>((resolve) => {
      const watch = ({ timeStamp }: KeyboardEvent) => {
        const changes = new MutationObserver(() => {
          changes.disconnect();
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve(performance.now() - timeStamp);
            port2.postMessage(null);
          });
        });
        changes.observe(columns, { subtree: true, childList: true, attributes: true });
      };
      // With a modifier the first key down is the modifier itself.
      addEventListener(
        'keydown',
        function once(event) {
          if (event.key === 'Control') return;
          removeEventListener('keydown', once, true);
          watch(event);
        },
        true
      );
    });
    return { time };
  });
  await desk.keyboard.press(key);
  return shown.evaluate(({ time }) => time);
}
