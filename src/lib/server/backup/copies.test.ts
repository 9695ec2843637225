import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { testContext, type TestContext } from '../../../../tests/support/databases.ts';
import { addStaff } from '../../../../tests/support/staff.ts';
import { migrate } from '../db/migrate.ts';
import { openSqlite } from '../db/open.ts';
import { COPIES_KEPT, forgetOldCopies, listCopies, makeCopy } from './copies.ts';

const DAY = 86_400_000;

/** A hub on a real file, with an admin. */
async function openHub(): Promise<{ context: TestContext; adminId: string; dataDir: string }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'encuentro-copies-'));
  const context = testContext(openSqlite(join(dataDir, 'encuentro.db')), { DATA_DIR: dataDir });
  await migrate(context.db);
  onTestFinished(async () => {
    await context.db.destroy();
    rmSync(dataDir, { recursive: true, force: true });
  });
  return { context, dataDir, adminId: (await addStaff(context, 'admin')).id };
}

function later(context: TestContext, milliseconds: number): void {
  context.setNow(new Date(context.now().getTime() + milliseconds).toISOString());
}

test('the newest seven are kept, for the hub’s own user only', async () => {
  const { context, adminId, dataDir } = await openHub();
  for (let index = 0; index < COPIES_KEPT + 2; index += 1) {
    later(context, 60_000);
    expect(await makeCopy(context, adminId)).toMatchObject({ ok: true });
  }
  const copies = await listCopies(context);
  expect(copies).toHaveLength(COPIES_KEPT);
  expect(copies[0]).toMatchObject({ madeAt: context.now().toISOString() });
  for (const { name, bytes } of copies) {
    const { mode, size } = statSync(join(dataDir, 'backups', name));
    expect([mode & 0o777, size]).toEqual([0o600, bytes]);
  }
  const audited = await context.db
    .selectFrom('audit_log')
    .select('actor')
    .where('what', '=', 'backup_made')
    .execute();
  expect(audited).toEqual(Array(COPIES_KEPT + 2).fill({ actor: adminId }));
});

test('two at once are one, and nobody but an admin makes any', async () => {
  const { context, adminId } = await openHub();
  const outcomes = await Promise.all([makeCopy(context, adminId), makeCopy(context, adminId)]);
  expect(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.code)).sort()).toEqual([
    'busy',
    'ok'
  ]);
  const { id } = await addStaff(context, 'organizer');
  expect(await makeCopy(context, id)).toEqual({ ok: false, code: 'forbidden' });
});

test('nobody is found in old copies for longer than they were told, but the newest stays', async () => {
  const { context, adminId, dataDir } = await openHub();
  await makeCopy(context, adminId);
  later(context, DAY);
  await makeCopy(context, adminId);
  mkdirSync(join(dataDir, 'before-restore-2026-11-24T18-00-00-000Z'));
  writeFileSync(join(dataDir, 'backups', 'mine.tar.gz'), 'not ours');
  await forgetOldCopies(context);
  expect(await listCopies(context)).toHaveLength(2);
  later(context, 40 * DAY);
  await forgetOldCopies(context);
  expect(await listCopies(context)).toHaveLength(1);
  expect(readdirSync(dataDir).filter((name) => name.startsWith('before-'))).toEqual([]);
  expect(readdirSync(join(dataDir, 'backups'))).toContain('mine.tar.gz');
});
