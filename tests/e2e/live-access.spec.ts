import type { Locator, Page } from '@playwright/test';
import { findStates } from '../support/question-states.ts';
import { problemsInEveryLook } from './accessibility.ts';
import { openDesk } from './desk-page.ts';
import { expect, open, PANEL, test } from './fixtures.ts';
import { fillRoom } from './full-room.ts';
import { makeLink } from './panel-link.ts';

const EVENTS = {
  es: '/es/equipo/eventos/guerra-contra-las-drogas-iniciativa-merida',
  en: '/en/staff/events/drug-war-merida-initiative'
};
const PLACES = {
  es: {
    desk: 'mesa',
    cue: 'guia',
    stage: 'pantalla',
    stageTab: /^En vivo \d/,
    done: /^Ya pasaron/
  },
  en: { desk: 'desk', cue: 'cue', stage: 'stage', stageTab: /^Live \d/, done: /^Done/ }
};
/** Everything that can be open in a row of the desk. */
const PANEL_KEYS = ['d', 'e', 't', 'm', 'b', 'w', 'h'];
/** A part of a page and the widths at which it is looked at. */
type Part = Parameters<typeof problemsInEveryLook>[1];

const ROW = '[data-row][aria-current]';

for (const lang of ['es', 'en'] as const)
  test(`desk, stage and cue of a full room are accessible in every look: ${lang}`, async ({
    hub,
    person,
    moderator
  }) => {
    test.setTimeout(240_000);
    const staff = await moderator(hub);
    await fillRoom(hub, staff);
    await open(staff, hub.origin + PANEL.desk.replace('mesa', 'guia'));
    const link = (await makeLink(staff, 'Zara Snapp')).replace('/es/', `/${lang}/`);
    const zara = await person();
    await open(zara, link);
    const problems: Record<string, string[]> = {};
    const check = async (what: string, page: Page, part: Part = {}) => {
      const found = await problemsInEveryLook(page, part);
      if (found.length > 0) problems[what] = found;
    };
    await check('panel', zara);
    const at = (place: 'desk' | 'cue' | 'stage') => `${EVENTS[lang]}/${PLACES[lang][place]}`;
    for (const place of ['cue', 'stage'] as const) {
      await open(staff, hub.origin + at(place));
      await check(place, staff);
    }
    // The languages differ in their length, and length is felt on a phone.
    for (const width of lang === 'es' ? [360, 1280] : [360]) {
      await staff.setViewportSize({ width, height: 800 });
      await openDesk(staff, hub.origin, at('desk'));
      await eachPartOfTheDesk(staff, width, (what, only) =>
        check(`desk ${what}`, staff, { ...(only && { only }), widths: [width] })
      );
    }
    expect(problems).toEqual({});
    expect(findStates(hub).size).toBeGreaterThan(20);

    async function eachPartOfTheDesk(
      desk: Page,
      width: number,
      check: (what: string, only?: string) => Promise<void>
    ): Promise<void> {
      const row: Locator = desk.locator(ROW);
      for (const key of PANEL_KEYS) {
        await desk.keyboard.press(key);
        await check(key, ROW);
        await desk.keyboard.press('Escape');
        await expect(row).toBeFocused();
      }
      await desk.keyboard.press('?');
      await check('keys', 'dialog');
      await desk.keyboard.press('Escape');
      await expect(row).toBeFocused();
      for (const key of ['x', 'j', 'x', 'd']) await desk.keyboard.press(key);
      await check('many');
      for (const key of ['Escape', 'Escape']) await desk.keyboard.press(key);
      if (width > 400) return;
      for (const tab of [PLACES[lang].stageTab, PLACES[lang].done]) {
        await desk.getByRole('button', { name: tab }).click();
        await check(String(tab));
      }
    }
  });
