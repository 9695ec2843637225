import { expect, type Locator, type Page } from '@playwright/test';
import { SPANISH_TOPICS } from '../support/question-texts.ts';
import { open, PANEL } from './fixtures.ts';

export const TOPICS = SPANISH_TOPICS.slice(0, 12);
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
