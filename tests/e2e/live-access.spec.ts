import type { Locator, Page } from '@playwright/test';
import { findStates } from '../support/question-states.ts';
import { problemsOf } from './accessibility.ts';
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
const ROW = '[data-row][aria-current]';

for (const lang of ['es', 'en'] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`desk, stage and cue of a full room are accessible: ${lang}, ${colorScheme}`, async ({
      hub,
      person,
      moderator
    }) => {
      test.setTimeout(240_000);
      const looks = { colorScheme, reducedMotion: 'reduce' } as const;
      const staff = await moderator(hub, looks);
      await fillRoom(hub, staff);
      await open(staff, hub.origin + PANEL.desk.replace('mesa', 'guia'));
      const link = (await makeLink(staff, 'Zara Snapp')).replace('/es/', `/${lang}/`);
      const zara = await person(looks);
      await open(zara, link);
      const at = (place: 'desk' | 'cue' | 'stage') => `${EVENTS[lang]}/${PLACES[lang][place]}`;
      const problems: Record<string, string[]> = {};
      for (const width of [360, 1280]) {
        const check = async (page: Page, what: string, only?: string) => {
          const found = await problemsOf(page, only ? { only } : {});
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          if (wide > 0) found.push(`scrolls sideways by ${wide} px`);
          if (found.length > 0) problems[`${what}, ${width} px`] = found;
        };
        for (const page of [staff, zara]) await page.setViewportSize({ width, height: 800 });
        await check(zara, 'panel');
        for (const place of ['cue', 'stage'] as const) {
          await open(staff, hub.origin + at(place));
          await check(staff, place);
        }
        await openDesk(staff, hub.origin, at('desk'));
        await eachPartOfTheDesk(staff, width, (what, only) => check(staff, `desk ${what}`, only));
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
        await check('keys', '[role=dialog], dialog');
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
  }
}
