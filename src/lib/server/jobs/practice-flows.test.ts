import { expect, onTestFinished, test, vi } from 'vitest';
import { testContext } from '../../../../tests/support/databases.ts';
import { publishEvent } from '../../../../tests/support/events.ts';
import type { RehearsalState } from '../../realtime/protocol.ts';
import { migrate } from '../db/migrate.ts';
import { openSqlite } from '../db/open.ts';
import { openLog } from '../log.ts';
import { endRehearsal } from '../rehearsals/end-rehearsal.ts';
import { countPractice } from '../rehearsals/practise.ts';
import { startRehearsal } from '../rehearsals/start-rehearsal.ts';
import type { PracticeTimes } from './practice-flow.ts';
import { openPracticeFlows } from './practice-flows.ts';

const QUICK: PracticeTimes = {
  paces: {
    calm: { pause: 3, perQuestion: 3 },
    flood: { pause: 1, perQuestion: 2 },
    all: { pause: 1, perQuestion: 1 }
  },
  patience: 0,
  lastVotes: 3
};

/** A rehearsal whose flows run a thousand times faster. */
async function scene(times: Partial<PracticeTimes> = {}) {
  const context = testContext(openSqlite(':memory:'));
  await migrate(context.db);
  const eventId = await publishEvent(context, { slug: 'mesa' });
  const rehearsal = (await startRehearsal(context, eventId, null)) ?? '';
  const told: RehearsalState[] = [];
  const room = {
    isStaffed: true,
    published: 0,
    publish: () => void (room.published += 1),
    publishVotes: () => undefined,
    hasStaff: () => room.isStaffed,
    tell: (_: string, state: RehearsalState) => void told.push(state)
  };
  const log = openLog({ logLevel: 'silent' });
  const flows = openPracticeFlows(context, room, log, { ...QUICK, ...times });
  onTestFinished(async () => {
    await flows.close();
    await context.db.destroy();
  });
  return { context, rehearsal, room, flows, told };
}

test.for(['calm', 'flood', 'all'] as const)(
  'a flow at the pace “%s” ends by itself after the last question',
  async (pace) => {
    const { flows, rehearsal, told, room } = await scene();
    expect(await flows.setPace(rehearsal, pace)).toMatchObject({ pace });
    await vi.waitFor(
      () => expect(told.at(-1)).toEqual({ pace: null, asked: 40, total: 40 }),
      5_000
    );
    expect(room.published).toBe(40);
    expect(told.filter((state) => state.pace === pace && state.asked === 40)).not.toEqual([]);
  }
);

test('a flow stops when nobody of staff is there any more', async () => {
  const { flows, rehearsal, told, room } = await scene();
  await flows.setPace(rehearsal, 'flood');
  await vi.waitFor(() => expect(told.at(-1)?.asked).toBeGreaterThan(2));
  room.isStaffed = false;
  await vi.waitFor(() => expect(told.at(-1)?.pace).toBeNull());
  expect((await flows.state(rehearsal)).asked).toBeLessThan(40);
});

test('a flow waits a while for staff who reload their page', async () => {
  const { flows, rehearsal, told, room } = await scene({ patience: 60_000 });
  room.isStaffed = false;
  await flows.setPace(rehearsal, 'flood');
  await vi.waitFor(() => expect(told.at(-1)?.asked).toBeGreaterThan(5));
});

test('two flows never run in one rehearsal', async () => {
  const { context, flows, rehearsal, told, room } = await scene();
  await Promise.all([flows.setPace(rehearsal, 'flood'), flows.setPace(rehearsal, 'all')]);
  await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ pace: null, asked: 40 }));
  expect(await countPractice(context, rehearsal)).toEqual({ asked: 40, total: 40 });
  expect(room.published).toBeGreaterThanOrEqual(40);
});

test('a flow ends with its rehearsal', async () => {
  const { context, flows, rehearsal, told } = await scene();
  await flows.setPace(rehearsal, 'flood');
  await vi.waitFor(() => expect(told.at(-1)?.asked).toBeGreaterThan(1));
  await endRehearsal(context, rehearsal, null);
  await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ pace: null, asked: 0 }));
  expect(await context.db.selectFrom('viewers').select('id').execute()).toEqual([]);
});
