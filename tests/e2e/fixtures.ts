import {
  test as base,
  expect,
  type Browser,
  type BrowserContextOptions,
  type Page
} from '@playwright/test';
import { startHub, type HubProcess } from '../support/hub-process.ts';

interface TestFixtures {
  /** A hub of this test alone, with the demo content. */
  hub: HubProcess;
  /** Opens a browser of its own for one person; a page error or console warning fails the test. */
  person: (options?: BrowserContextOptions) => Promise<Page>;
  /** Somebody at the staff sign-in of the demo, signed in. */
  moderator: (hub: HubProcess, options?: BrowserContextOptions) => Promise<Page>;
}

interface WorkerFixtures {
  /** A hub with the demo content that tests only read. */
  sharedHub: HubProcess;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  // Playwright wants an object pattern here, also when nothing is taken from it.
  hub: async ({}, use) => {
    const hub = await startHub();
    await use(hub);
    await hub.remove();
  },
  sharedHub: [
    async ({}, use) => {
      const hub = await startHub();
      await use(hub);
      await hub.remove();
    },
    { scope: 'worker' }
  ],
  person: async ({ browser, contextOptions }, use) => {
    const troubles: string[] = [];
    await use((options) => openPage(browser, { ...contextOptions, ...options }, troubles));
    expect(troubles).toEqual([]);
  },
  moderator: async ({ person }, use) => {
    await use(async (hub, options) => {
      const page = await person(options);
      await signIn(page, hub, { email: 'demo@example.org', password: 'papel-picado' });
      return page;
    });
  }
});

export { expect };

/** The panel of the demo, by its page in each language. */
export const PANEL = {
  es: '/es/eventos/guerra-contra-las-drogas-iniciativa-merida',
  en: '/en/events/drug-war-merida-initiative',
  desk: '/es/equipo/eventos/guerra-contra-las-drogas-iniciativa-merida/mesa'
};

/** Goes to an address and waits until the page answers to clicks. */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.locator('html[data-ready]').waitFor({ state: 'attached' });
}

/** Signs somebody of the staff in by the page. */
export async function signIn(
  page: Page,
  hub: HubProcess,
  { email, password }: { email: string; password: string }
): Promise<void> {
  await page.goto(`${hub.origin}/es/equipo/entrar`);
  await page.getByLabel('Correo', { exact: true }).fill(email);
  await page.getByLabel('Contraseña').fill(password);
  await page.getByRole('button', { name: 'Entrar' }).click();
  await page.waitForURL('**/es/equipo');
}

async function openPage(
  browser: Browser,
  options: BrowserContextOptions,
  troubles: string[]
): Promise<Page> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
  page.on('console', (message) => {
    const loud = message.type() === 'error' || message.type() === 'warning';
    if (loud && !UNREACHABLE.test(message.text()))
      troubles.push(`${message.type()}: ${message.text()}`);
  });
  return page;
}

/** What Chromium itself writes when a test has stopped the hub, cut the line or left pictures out. */
const UNREACHABLE =
  /net::ERR_(CONNECTION_REFUSED|CONNECTION_RESET|INTERNET_DISCONNECTED|BLOCKED_BY_CLIENT)|WebSocket connection to .* failed|WebSocket is already in CLOSING/;
