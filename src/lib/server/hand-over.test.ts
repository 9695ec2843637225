import { expect, test, vi } from 'vitest';
import { readConfig } from './config.ts';

test('the start script and the built app meet although each has its own copy of the module', async () => {
  const script = await import('./hand-over.ts');
  const config = readConfig({});
  script.handOver().config = config;
  vi.resetModules();
  const app = await import('./hand-over.ts');
  expect(app.handOver).not.toBe(script.handOver);
  expect(app.handOver().config).toBe(config);
});
