import type { Page } from '@playwright/test';
import type { TypedQuestion } from '../support/question-texts.ts';

/** What a viewer did in the hour, by its own count. */
export interface ViewerDone {
  asked: number;
  votes: number;
  edits: number;
  withdrawals: number;
}

/** What a viewer's page shows when everybody has gone quiet. */
export interface ViewerPage {
  listed: string[];
  votes: number[];
  answered: string[];
  live: string;
  next: string[];
  /** The status line of each own question, by id. */
  own: Record<string, string>;
}

/** Sits in the room for so many milliseconds: asks, votes, rewrites and takes back, all by its own page. */
export function takePart(
  page: Page,
  texts: TypedQuestion[],
  seed: number,
  time: number
): Promise<ViewerDone> {
  return page.evaluate(sitInTheRoom, { texts: texts.map(({ text }) => text), seed, time });
}

/** Puts the list in order, and reads all that the viewer sees. */
export function readViewerPage(page: Page): Promise<ViewerPage> {
  return page.evaluate(async () => {
    document.querySelector<HTMLElement>('.sorts button')?.click();
    await new Promise(requestAnimationFrame);
    const idOf = (element: Element) => element.id.replace(/^(q|own)-/, '');
    const textOf = (element: Element | null) => element?.textContent?.trim() ?? '';
    const listed = [...document.querySelectorAll('section[aria-labelledby=list-title] li')];
    return {
      listed: listed.map(idOf),
      votes: listed.map((row) => Number(textOf(row.querySelector('.figures')))),
      answered: [...document.querySelectorAll('section[aria-labelledby=answered-title] li')].map(
        idOf
      ),
      live: textOf(document.querySelector('.question-live:not(.second)')),
      next: [...document.querySelectorAll('.next li')].map(textOf),
      own: Object.fromEntries(
        [...document.querySelectorAll('#mine li')].map((row) => [
          row.id ? idOf(row) : 'pending',
          textOf(row.querySelector('.status'))
        ])
      )
    };
  });
}

/** Runs inside the page, so that thirty of them cost the test nothing. */
async function sitInTheRoom({
  texts,
  seed,
  time
}: {
  texts: string[];
  seed: number;
  time: number;
}): Promise<ViewerDone> {
  const done = { asked: 0, votes: 0, edits: 0, withdrawals: 0 };
  const end = performance.now() + time;
  /** Between two questions a viewer waits ten seconds. */
  const PAUSE = 10_300;
  let state = seed;
  const chance = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const pause = (least: number, most: number) =>
    new Promise((resolve) => setTimeout(resolve, least + chance() * (most - least)));
  const find = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];
  const pick = (found: HTMLElement[]) => found[Math.floor(chance() * found.length)];
  const type = (field: HTMLTextAreaElement, text: string) => {
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  };
  const open = async (step: HTMLElement | undefined) => {
    step?.querySelector('summary')?.click();
    await pause(60, 90);
    return step?.querySelector('form') ?? null;
  };
  const ask = (text: string) => {
    const field = document.querySelector<HTMLTextAreaElement>('#ask-text');
    if (!field) return;
    type(field, text);
    field.form?.requestSubmit();
    done.asked += 1;
  };
  const vote = () => {
    const button = pick(find('section[aria-labelledby=list-title] form button'));
    button?.click();
    if (button) done.votes += 1;
  };
  const rewrite = async () => {
    const form = await open(pick(find('#mine .waiting details:has(form[action$=edit])')));
    const field = form?.querySelector('textarea');
    if (!form || !field) return;
    type(field, `${field.value} (corregida)`);
    form.requestSubmit();
    done.edits += 1;
  };
  const takeBack = async () => {
    const form = await open(pick(find('#mine details:has(form[action$=withdraw])')));
    form?.requestSubmit();
    if (form) done.withdrawals += 1;
  };
  await pause(0, PAUSE / 2);
  let asks = 0;
  let next = 0;
  while (performance.now() < end) {
    const text = texts[asks];
    if (text !== undefined && performance.now() >= next && find('#mine .pending').length === 0) {
      ask(text);
      asks += 1;
      next = performance.now() + PAUSE;
    } else if (chance() < 0.05) await rewrite();
    else if (chance() < 0.02) await takeBack();
    else {
      if (chance() < 0.2) find('.unseen button')[0]?.click();
      vote();
    }
    await pause(1_800, 4_200);
  }
  return done;
}
