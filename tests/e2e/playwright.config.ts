import { defineConfig } from '@playwright/test';
import { BROWSER_ARGS, findBrowser } from '../support/browser.ts';

/** Fills the machine by itself: run with others beside it, neither would be what it is meant to be. */
const ALONE = 'live-hour.spec.ts';

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/browser',
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  projects: [
    { name: 'together', testIgnore: ALONE },
    { name: 'alone', testMatch: ALONE }
  ],
  reporter: [['list'], ['json', { outputFile: '../../test-results/browser.json' }]],
  use: {
    // Each person of a test has a browser context of their own; these are what they have in common.
    contextOptions: {
      locale: 'es-MX',
      timezoneId: 'America/Tijuana',
      viewport: { width: 1280, height: 900 }
    },
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: findBrowser(), args: BROWSER_ARGS }
  }
});
