import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** WCAG 2.2 at level AA, and what is good practice beside it. */
const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** All that a theme can break. */
const OF_COLOUR = ['color-contrast', 'link-in-text-block'];
/**
 * A phone and a wide screen in Spanish, whose words are the longer ones; in English the phone, where length
 * is felt. What else differs between the languages is checked by the rules on the texts.
 */
const WIDTHS: Record<string, readonly number[]> = { es: [360, 1280], en: [360] };
const PHONE = 360;
/** The narrowest screen on which nothing may scroll sideways (WCAG 1.4.10). */
const NARROWEST = 320;

interface Part {
  only?: string;
  without?: string;
}

/** What axe objects to in a page, or in the part of it that `only` and `without` select. */
export function problemsOf(page: Page, part: Part = {}): Promise<string[]> {
  return analyze(axeFor(page, part).withTags(STANDARDS));
}

/**
 * The same for a page as it is open now, light and dark, on the screens of its language unless `widths` says
 * others; and whether it scrolls sideways on any. Leaves it light, at the last width.
 */
export async function problemsInEveryLook(
  page: Page,
  { widths, ...part }: Part & { widths?: readonly number[] } = {}
): Promise<string[]> {
  const lang = (await page.locator('html').getAttribute('lang')) ?? '';
  const problems = new Set<string>();
  for (const width of widths ?? WIDTHS[lang] ?? [PHONE]) {
    const add = (found: string[], look: string) => {
      for (const problem of found) problems.add(`${width} px, ${look}: ${problem}`);
    };
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    if (width === PHONE) add(await sidewaysAt(page, NARROWEST), 'narrow');
    add(await sidewaysAt(page, width), 'light');
    add(await problemsOf(page, part), 'light');
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    add(await analyze(axeFor(page, part).withRules(OF_COLOUR)), 'dark');
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  return [...problems];
}

/** Whether a page scrolls sideways at a width, which it has from then on. */
async function sidewaysAt(page: Page, width: number): Promise<string[]> {
  await page.setViewportSize({ width, height: 800 });
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth
  );
  return sideways > 0 ? [`scrolls sideways by ${sideways} px at ${width} px`] : [];
}

function axeFor(page: Page, { only, without }: Part): AxeBuilder {
  let axe = new AxeBuilder({ page });
  if (only) axe = axe.include(only);
  if (without) axe = axe.exclude(without);
  return axe;
}

async function analyze(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.analyze();
  return violations.map(
    (violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(' | ')}`
  );
}
