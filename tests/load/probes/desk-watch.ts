import type { CDPSession, Page } from '@playwright/test';
import { sum } from '../statistics.ts';

/** What the page itself has seen; times are milliseconds since the navigation. */
export interface DeskWatch {
  opened: number;
  complete: number;
  /** Milliseconds from each key to the end of the frame that shows what it did. */
  presses: number[];
  longTasks: number[];
  /** Whether the line stands and every decision is saved. */
  isSaved(): boolean;
}

declare global {
  interface Window {
    deskWatch?: DeskWatch;
  }
}

/**
 * Runs in the page before anything else of it. The desk is open when rows are shown, the line stands, and a
 * first key has moved the selection; it is complete when its heading counts all that wait.
 */
export function watchDesk({ online, count }: { online: string; count: number }): void {
  const isSaved = () => document.querySelector('.foot .state')?.textContent?.trim() === online;
  const watch: DeskWatch = { opened: 0, complete: 0, presses: [], longTasks: [], isSaved };
  window.deskWatch = watch;
  new PerformanceObserver((list) =>
    watch.longTasks.push(...list.getEntries().map(({ duration }) => duration))
  ).observe({ type: 'longtask', buffered: true });

  const current = () => document.querySelector('[data-row][aria-current]');
  const waiting = () => document.querySelector('#title-waiting .count')?.textContent;

  void (async () => {
    while (!current() || !isSaved() || !('ready' in document.documentElement.dataset))
      await frame();
    const first = current();
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true }));
    while (!isSelected(current(), first)) await frame();
    watch.opened = await shown();
    while (waiting() !== String(count)) await frame();
    watch.complete = await shown();
    addEventListener('keydown', (event) => void measure(event), { capture: true });
  })();

  async function measure({ timeStamp }: KeyboardEvent): Promise<void> {
    const before = current();
    do await frame();
    while (!isSelected(current(), before));
    watch.presses.push((await shown()) - timeStamp);
  }

  function isSelected(row: Element | null, before: Element | null): boolean {
    const box = row?.getBoundingClientRect();
    const port = row?.closest('[data-scroller]')?.getBoundingClientRect();
    const isInView = box && port && box.bottom > port.top && box.top < port.bottom;
    return row !== before && row === document.activeElement && isInView === true;
  }

  function frame(): Promise<number> {
    return new Promise(requestAnimationFrame);
  }

  /** The time after the frame that is being made: its layout and paint count. */
  function shown(): Promise<number> {
    return new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(null);
    });
  }
}

/** What so many presses of one key cost, each in milliseconds. */
export interface KeyPresses {
  /** From each press to the end of the frame that shows what it did. */
  waits: number[];
  /** Scripts, styles and layout that a press and what follows it took, without waiting for a frame. */
  work: number;
}

/** Presses a key so often, each time when the last press is shown and saved. */
export async function pressKeys(page: Page, key: string, count: number): Promise<KeyPresses> {
  await page.evaluate(() => window.deskWatch?.presses.splice(0));
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const before = await workSoFar(session);
  for (let press = 1; press <= count; press++) {
    await page.keyboard.press(key);
    await page.waitForFunction((made) => window.deskWatch?.presses.length === made, press);
    await page.waitForFunction(() => window.deskWatch?.isSaved());
  }
  const work = ((await workSoFar(session)) - before) / count;
  return { waits: await page.evaluate(() => window.deskWatch?.presses ?? []), work };
}

/** What the page has worked since the session began, in milliseconds. */
async function workSoFar(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  const parts = metrics.filter(({ name }) => WORK.includes(name));
  return sum(parts.map(({ value }) => value)) * 1_000;
}

const WORK = ['ScriptDuration', 'RecalcStyleDuration', 'LayoutDuration'];
