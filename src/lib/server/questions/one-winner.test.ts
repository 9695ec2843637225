import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import {
  onBothDatabases,
  testContext,
  type TestContext
} from '../../../../tests/support/databases.ts';
import { publishEvent } from '../../../../tests/support/events.ts';
import { addQuestion, decision, questionRow } from '../../../../tests/support/questions.ts';
import { addStaff } from '../../../../tests/support/staff.ts';
import { migrate } from '../db/migrate.ts';
import { openSqlite } from '../db/open.ts';
import { moderateQuestion } from './moderate-question.ts';

/** Every one of them is possible for an approved question. */
const ACTIONS = ['decline', 'start', 'answer', 'queue'] as const;
const pair = fc.tuple(fc.constantFrom(...ACTIONS), fc.constantFrom(...ACTIONS));

onBothDatabases('two moderators on one question', (setUp) => {
  test('have one winner each time, and the other is told who', async () => {
    const context = await setUp();
    const scene = await twoModerators(context);
    await fc.assert(
      fc.asyncProperty(pair, (actions) => race(scene, [context, context], actions)),
      { numRuns: 200 }
    );
  });
});

test('two processes on one question have one winner each time', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hub-race-'));
  const contexts: [TestContext, TestContext] = [
    testContext(openSqlite(join(folder, 'hub.db'))),
    testContext(openSqlite(join(folder, 'hub.db')))
  ];
  onTestFinished(async () => {
    for (const { db } of contexts) await db.destroy();
    rmSync(folder, { recursive: true });
  });
  await migrate(contexts[0].db);
  const scene = await twoModerators(contexts[0]);
  await fc.assert(
    fc.asyncProperty(pair, (actions) => race(scene, contexts, actions)),
    { numRuns: 8 }
  );
});

interface Scene {
  context: TestContext;
  eventId: string;
  moderators: [string, string];
}

async function twoModerators(context: TestContext): Promise<Scene> {
  const eventId = await publishEvent(context);
  return {
    context,
    eventId,
    moderators: [
      (await addStaff(context, 'moderator')).id,
      (await addStaff(context, 'organizer')).id
    ]
  };
}

async function race(
  { context, eventId, moderators }: Scene,
  contexts: [TestContext, TestContext],
  actions: readonly [(typeof ACTIONS)[number], (typeof ACTIONS)[number]]
): Promise<void> {
  const id = await addQuestion(context, eventId, 'approved', { previous_status: 'waiting' });
  const outcomes = await Promise.all(
    ([0, 1] as const).map((index) =>
      moderateQuestion(contexts[index], eventId, moderators[index], decision(actions[index], id))
    )
  );
  const winner = outcomes.findIndex((outcome) => outcome.ok);
  const loser = outcomes[1 - winner];
  expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
  expect(loser).toMatchObject({
    ok: false,
    code: 'conflict',
    by: winner === 0 ? 'Rosario moderator' : 'Rosario organizer',
    current: { id, version: 2 }
  });
  expect(await questionRow(context, id)).toMatchObject({
    version: 2,
    changed_by: moderators[winner]
  });
}
