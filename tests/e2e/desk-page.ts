import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';
import { open, PANEL } from './fixtures.ts';

export const TOPICS = [
  'el presupuesto del plan de paz',
  'la búsqueda de personas desaparecidas',
  'los migrantes que esperan en Tijuana',
  'el agua de las comunidades',
  'la policía comunitaria de Guerrero',
  'las armas que cruzan la frontera',
  'los jueces que investigan a militares',
  'las mujeres defensoras de la tierra',
  'el archivo histórico del ejército',
  'los periodistas bajo amenaza',
  'la reforma de las fiscalías',
  'los jornaleros de San Quintín'
];
export const QUESTIONS = TOPICS.map((topic) => ({ text: `¿Qué cambiará con ${topic}?` }));

export function rowOf(desk: Page, text: string): Locator {
  return desk.locator('[data-row]').filter({ hasText: text });
}

/** Presses the words, not the middle: there the selected row has buttons. */
export async function select(desk: Page, text: string): Promise<void> {
  await rowOf(desk, text).locator('.words').click();
}

export function column(desk: Page, name: string): Locator {
  return desk.getByRole('region', { name });
}

/** Opens the desk and lets in what was asked; the first question is selected. */
export async function openDesk(desk: Page, origin: string, path = PANEL.desk): Promise<void> {
  await open(desk, origin + path);
  await expect(desk.getByText(/con conexión, guardado|connected, saved/)).toBeVisible();
}

export async function saved(desk: Page): Promise<void> {
  await expect(desk.getByText('con conexión, guardado')).toBeVisible();
}

/** What axe objects to. */
export async function problemsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return violations.map(
    (violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(' | ')}`
  );
}
