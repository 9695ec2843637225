import { expect, type Page } from '@playwright/test';

/** Makes a private link on the cue page and returns its address. */
export async function makeLink(cue: Page, name: string): Promise<string> {
  const summary = cue.getByText('Enlaces privados para el panel');
  const field = cue.getByLabel('Para quién');
  if (!(await field.isVisible())) await summary.click();
  await field.fill(name);
  await cue.getByRole('button', { name: 'Crear enlace' }).click();
  const address = cue.getByLabel(`Enlace de ${name}`);
  await expect(address).toBeVisible();
  return address.inputValue();
}
