import { expect, open, PANEL, test } from './fixtures.ts';

test('a printed room is black on white and keeps questions and votes, without controls', async ({
  sharedHub,
  person
}) => {
  const page = await person({ colorScheme: 'dark', viewport: { width: 794, height: 1123 } });
  await open(page, `${sharedHub.origin}${PANEL.es}/sala`);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const background = page.locator('body');
  await expect(background).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  const question = page.getByText('Would legal marijuana in Mexico');
  expect((await question.boundingBox())?.width).toBeGreaterThan(300);
  await expect(page.locator('li .figures').first()).toBeVisible();
  await expect(page.getByLabel('Pregunta', { exact: true })).toBeHidden();
});
