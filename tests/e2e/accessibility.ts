import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** WCAG 2.2 at level AA, and what is good practice beside it. */
const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe objects to in a page, or in the part of it that `only` and `without` select. */
export async function problemsOf(
  page: Page,
  { only, without }: { only?: string; without?: string } = {}
): Promise<string[]> {
  let axe = new AxeBuilder({ page }).withTags(STANDARDS);
  if (only) axe = axe.include(only);
  if (without) axe = axe.exclude(without);
  const { violations } = await axe.analyze();
  return violations.map(
    (violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(' | ')}`
  );
}
