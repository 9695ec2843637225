import { problemsOf } from './accessibility.ts';
import { expect, open, PANEL, test } from './fixtures.ts';

const TYPED = 'would legal marijuana weaken the cartels';

test('a question that was asked before is offered below the text, and a vote takes its place', async ({
  hub,
  person
}) => {
  const ana = await person({ locale: 'en-US' });
  await open(ana, `${hub.origin}${PANEL.en}/room`);
  const box = ana.getByLabel('Question', { exact: true });
  const hint = ana.getByRole('region', { name: 'Is this your question?' });
  const before = await box.boundingBox();
  await box.pressSequentially('would legal');
  await expect(hint).toHaveCount(0);
  await box.fill(TYPED);
  await expect(hint).toContainText('Would legal marijuana in Mexico really weaken the cartels?');
  await expect(box).toBeFocused();
  expect(await box.boundingBox()).toEqual(before);

  await ana.keyboard.press('Tab');
  await ana.keyboard.press('Enter');
  await expect(hint).toContainText('You voted for it.');
  await expect(hint).toContainText('1 vote');
  await expect(hint.getByRole('button', { name: 'Take back my vote' })).toBeFocused();
  await expect(box).toHaveValue(TYPED);
  expect(await problemsOf(ana, { only: 'aside' })).toEqual([]);

  await hint.getByRole('button', { name: 'Clear what I wrote' }).click();
  await expect(box).toHaveValue('');
  await expect(box).toBeFocused();
  await ana.getByRole('button', { name: 'Bring it back' }).click();
  await expect(box).toHaveValue(TYPED);
  await ana.getByRole('button', { name: 'Take back my vote' }).click();
  await expect(hint.getByRole('button', { name: 'Vote for it' })).toBeFocused();
  await ana.getByRole('button', { name: 'Send' }).click();
  await expect(ana.locator('#mine')).toContainText(TYPED);
  await expect(hint).toHaveCount(0);
});

test('another question on the topic offers nothing', async ({ sharedHub, person }) => {
  const ana = await person();
  await open(ana, `${sharedHub.origin}${PANEL.es}/sala`);
  const box = ana.getByLabel('Pregunta', { exact: true });
  const hint = ana.getByRole('region', { name: /tu pregunta\?/ });
  // What the first one offers goes away for the other: nothing takes its place.
  for (const [text, offers] of [
    [TYPED, 1],
    ['How many people in Mexico fled the cartels?', 0]
  ] as const) {
    await box.fill(text);
    await expect(hint, text).toHaveCount(offers);
  }
});
