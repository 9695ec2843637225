import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { brokenImports } from './import-rules.ts';

test('no file imports what its layer may not know', async () => {
  const { broken, files } = await brokenImports(process.cwd());
  expect(broken).toEqual([]);
  expect(files).toBeGreaterThan(150);
});

/** One file that breaks each rule of the table. */
const OFFENCES: Record<string, [file: string, code: string]> = {
  'schemas import only each other': ['src/lib/schema/bad.ts', `import '../i18n/context.ts'`],
  'the protocol imports nothing': [
    'src/lib/realtime/protocol.ts',
    `import type { X } from '../schema/good.ts'`
  ],
  'the locales import nothing': ['src/lib/i18n/locales.ts', `import './context.ts'`],
  'ui knows no domain': [
    'src/lib/ui/Bad.svelte',
    `<script lang="ts">import x from '$lib/room/Good.svelte'; x;</script>`
  ],
  'i18n knows no domain': ['src/lib/i18n/bad.ts', `import '../server/db/open.ts'`],
  'domains know no web framework and no sockets': [
    'src/lib/server/events/bad.ts',
    `await import('../realtime/good.ts')`
  ],
  'domains import browser code only where it is pure': [
    'src/lib/server/rsvps/bad.ts',
    `import '../../room/good.ts'`
  ],
  'sockets know no pages': ['src/lib/server/realtime/bad.ts', `import '../../../routes/good.ts'`],
  'routes reach the database through domains': [
    'src/routes/+page.server.ts',
    `import '$lib/server/db/open.ts'`
  ],
  'only routes import routes': ['src/lib/room/bad.ts', `import '../../routes/good.ts'`],
  'browser code imports no server': [
    'src/lib/room/Bad.svelte',
    `<script lang="ts">import '../server/db/open.ts'</script>`
  ],
  'no circles': ['src/lib/room/one.ts', `import './two.ts'`]
};

const BYSTANDERS: Record<string, string> = {
  'src/lib/i18n/context.ts': 'export {}',
  'src/lib/schema/good.ts': 'export type X = 1',
  'src/lib/server/db/open.ts': 'export {}',
  'src/lib/server/realtime/good.ts': 'export {}',
  'src/lib/room/good.ts': 'export {}',
  'src/lib/room/Good.svelte': '<p></p>',
  'src/lib/room/two.ts': `import './one.ts'`,
  'src/routes/good.ts': 'export {}'
};

test('each rule finds the file that breaks it', async () => {
  const root = mkdtempSync(join(tmpdir(), 'imports-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const files = [...Object.entries(BYSTANDERS), ...Object.values(OFFENCES)];
  for (const [file, code] of files) write(join(root, file), code);
  const { broken, rules } = await brokenImports(root);
  expect(Object.keys(OFFENCES).sort()).toEqual([...rules].sort());
  for (const [rule, [file]] of Object.entries(OFFENCES)) {
    expect(
      broken.some((line) => line.startsWith(`${rule}: ${file} `)),
      rule
    ).toBe(true);
  }
});

function write(file: string, code: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${code}\n`);
}
