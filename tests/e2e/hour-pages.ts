import { expect, type Page } from '@playwright/test';
import { enterRoom } from '../support/crowd.ts';
import type { QuestionState } from '../support/question-states.ts';
import { outcomeOf, readDesk, statusLineOf } from './hour-outcome.ts';
import type { Moderator } from './hour-moderator.ts';
import type { Scene, SeatedViewer } from './hour-scene.ts';
import { readViewerPage } from './hour-viewer.ts';
import type { Phones } from './hour-work.ts';

type States = ReadonlyMap<string, QuestionState>;

/** What comes to rest does so within this time, in milliseconds. */
const REST = { timeout: 60_000, intervals: [500, 1_000, 2_000] };

/** Waits until nothing is on its way any more. */
export async function comeToRest({ moderators, viewers }: Scene): Promise<void> {
  for (const { desk } of moderators) {
    await expect(desk.getByText('con conexión, guardado')).toBeVisible({ timeout: 40_000 });
    await desk.keyboard.press('Escape');
  }
  for (const { page } of viewers)
    await expect(page.locator('#mine .pending')).toHaveCount(0, { timeout: 30_000 });
}

/** The three columns of a desk, from top to bottom. */
export async function expectDesk({ desk, name }: Moderator, states: States): Promise<void> {
  const { waiting, live, queue, published, done } = outcomeOf(states);
  const first = [...(live ? [live] : []), ...queue].map(({ id }) => id);
  await expect
    .poll(async () => {
      const lists = await readDesk(desk);
      return {
        name,
        waiting: lists.waiting,
        first: lists.stage.slice(0, first.length),
        published: lists.stage.slice(first.length).sort(),
        done: lists.done.sort()
      };
    }, REST)
    .toEqual({ name, waiting, first, published, done });
}

/** The list, what is answered now and next, what was answered, and each own question's status line. */
export async function expectViewer({ page, lang }: SeatedViewer, states: States): Promise<void> {
  const { listed, live, queue, answered } = outcomeOf(states);
  await expect
    .poll(async () => {
      const { own, next, answered, ...seen } = await readViewerPage(page);
      const statuses = Object.keys(own).map((id) => [id, states.get(id)] as const);
      return {
        ...seen,
        next: next.length,
        answered: answered.sort(),
        own,
        expected: Object.fromEntries(
          statuses.map(([id, one]) => [id, one && statusLineOf(one, states, lang)])
        )
      };
    }, REST)
    .toMatchObject({
      listed: listed.map(({ id }) => id),
      votes: listed.map(({ votes }) => votes),
      next: queue.length,
      answered,
      ...(live ? {} : { live: '' })
    });
  const { own, live: shown } = await readViewerPage(page);
  if (live) expect([live.text, live.otherText]).toContain(shown);
  for (const [id, line] of Object.entries(own)) {
    const question = states.get(id);
    expect(line).toBe(question && statusLineOf(question, states, lang));
  }
}

/** Whoever asked from far away reads the same, by the socket and on the page without scripts. */
export async function expectPhones(
  { hub }: Scene,
  { viewers, withoutScript }: Phones,
  states: States
): Promise<void> {
  for (const { token } of viewers) {
    const viewer = await enterRoom(hub, token);
    for (const { id, status, reason } of await viewer.own()) {
      const question = states.get(id);
      expect({ id, status, reason: reason ?? null }).toEqual({
        id,
        status: question?.status,
        reason: question?.status === 'declined' ? question.reason : null
      });
    }
    viewer.leave();
  }
  for (const { id, lang, readStatus } of withoutScript) {
    const question = states.get(id);
    expect(await readStatus()).toBe(question && statusLineOf(question, states, lang));
  }
}

/** The stage, the interpreter's cue and the panelist's: what is live, and what comes next. */
export async function expectReaders(
  { stage, interpreter, panelist }: Scene,
  states: States
): Promise<void> {
  const { live, queue } = outcomeOf(states);
  for (const cue of [interpreter.cue, panelist])
    await expect
      .poll(() => readCue(cue), REST)
      .toEqual({
        live: live ? [live.id] : [],
        next: queue.slice(0, 3).map(({ id }) => id)
      });
  const area = stage.locator('.area p');
  if (live) await expect(area.first()).toHaveText(live.text ?? '');
  else await expect(area).toHaveCount(0);
  const next = stage.locator('section[aria-labelledby=stage-next] li');
  await expect(next).toHaveCount(Math.min(2, queue.length));
  for (const [index, { text }] of queue.slice(0, 2).entries())
    await expect(next.nth(index).locator('p').first()).toContainText(text ?? '');
}

function readCue(cue: Page): Promise<{ live: string[]; next: string[] }> {
  return cue.evaluate(() => {
    const idsOf = (place: string) =>
      [...document.querySelectorAll(`li.${place}[aria-labelledby^=cue-]`)].map(
        (item) => item.getAttribute('aria-labelledby')?.replace('cue-', '') ?? ''
      );
    return { live: idsOf('live'), next: idsOf('next') };
  });
}
