import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { countStates, publishPanel, registerAll } from '../../../../tests/support/attendees.ts';
import {
  onBothDatabases,
  testContext,
  type TestContext
} from '../../../../tests/support/databases.ts';
import {
  findPostgres,
  startPostgres,
  type RealPostgres
} from '../../../../tests/support/real-postgres.ts';
import { runSeatJob, type SeatJob } from '../../../../tests/support/seat-jobs.ts';
import type { SeatRace } from '../../../../tests/support/seat-racer.ts';
import { startRacers, type Racers } from '../../../../tests/support/seat-races.ts';
import { migrate } from '../db/migrate.ts';
import { openDatabase } from '../db/open.ts';
import { deriveKeys } from '../privacy/keys.ts';

/*
 * Every race is run twice: by the use cases, and by its twin that does the same without the transaction. The
 * twin must give away too many seats: it shows that the race is one, and that the guard wins it.
 */

const NOW = '2026-11-24T18:00:00.000Z';
const PROCESSES = 4;
/** Waiting for a disk is not what is raced for. */
const MEMORY = '/dev/shm';

describe('four processes on one SQLite file', () => {
  raceOn(() => Promise.resolve(openFile()));
});

const programs = findPostgres();
describe.skipIf(!programs)('four processes on one PostgreSQL server', () => {
  let postgres: RealPostgres;
  beforeAll(async () => {
    postgres = await startPostgres(programs ?? '');
  }, 60_000);
  afterAll(() => postgres.stop());
  raceOn(async () => ({ kind: 'postgres', url: await postgres.create() }));
});

/** All races of four processes; `makeDatabase` gives each of them an empty one. */
function raceOn(makeDatabase: () => Promise<SeatRace['database']>): void {
  let racers: Racers;
  beforeAll(() => {
    racers = startRacers(PROCESSES);
  });
  afterAll(() => racers.stop());
  const openShared = async () => shareOut(await makeDatabase());

  test('give 50 seats to 50 of 400 people who come at once', async () => {
    const hub = await openShared();
    const eventId = await publishPanel(hub.context, { capacity: 50 });
    const answers = await hub.race(racers, joins(eventId, 400));
    expect(answers.every((answer) => answer === 'ok')).toBe(true);
    expect(await countStates(hub.context, eventId)).toEqual({ confirmed: 50, waitlisted: 350 });
    expect(await mailCount(hub.context)).toBe(400);
    expect(await logIsWhole(hub.context, eventId, 50)).toBe(400);
  });

  test('would give more than 50 without the transaction', async () => {
    const hub = await openShared();
    await untilOversold(async () => {
      const eventId = await publishPanel(hub.context, { capacity: 50 });
      await hub.race(racers, joins(eventId, 200), false);
      return (await seatsTaken(hub.context, eventId)) > 50;
    });
  });

  test('never seat more than 50 when parties of every size come at once', async () => {
    const hub = await openShared();
    const eventId = await publishPanel(hub.context, { capacity: 50 });
    await hub.race(
      racers,
      joins(eventId, 100).map((job, index) => ({ ...job, companions: index % 5 }))
    );
    const taken = await seatsTaken(hub.context, eventId);
    expect(taken).toBeGreaterThan(45);
    await logIsWhole(hub.context, eventId, 50);
  });

  test('pass each seat on once when people cancel and join at once', async () => {
    const hub = await openShared();
    const { eventId, jobs } = await cancelAndJoin(hub.context, 20);
    await hub.race(racers, jobs);
    expect(await countStates(hub.context, eventId)).toEqual({
      confirmed: 20,
      waitlisted: 40 - 15,
      cancelled: 15
    });
    expect(await isFirstCome(hub.context, eventId)).toBe(true);
    await logIsWhole(hub.context, eventId, 20);
  });

  test('would pass some seat on twice without the transaction', async () => {
    const hub = await openShared();
    await untilOversold(async () => {
      const { eventId, jobs } = await cancelAndJoin(hub.context, 20);
      await hub.race(racers, jobs, false);
      return (await seatsTaken(hub.context, eventId)) > 20;
    });
  });

  test('fill a raised capacity exactly while people cancel', async () => {
    const hub = await openShared();
    const { eventId, jobs } = await raiseAndCancel(hub.context, 20);
    await hub.race(racers, jobs);
    expect(await countStates(hub.context, eventId)).toEqual({
      confirmed: 25,
      waitlisted: 40 - 5 - 15,
      cancelled: 15
    });
    expect(await isFirstCome(hub.context, eventId)).toBe(true);
    await logIsWhole(hub.context, eventId, 25);
  });

  test('would overfill it without the transaction', async () => {
    const hub = await openShared();
    await untilOversold(async () => {
      const { eventId, jobs } = await raiseAndCancel(hub.context, 20);
      await hub.race(racers, jobs, false);
      return (await seatsTaken(hub.context, eventId)) > 25;
    });
  });

  test('give a last seat once, twenty times over', async () => {
    const hub = await openShared();
    const events = await lastSeats(hub.context);
    await hub.race(racers, fourForEach(events));
    expect(await takenOfEach(hub.context, events)).toEqual(events.map(() => 1));
  });

  test('would give a last seat twice without the transaction', async () => {
    const hub = await openShared();
    await untilOversold(async () => {
      const events = await lastSeats(hub.context);
      await hub.race(racers, fourForEach(events), false);
      return Math.max(...(await takenOfEach(hub.context, events))) > 1;
    });
  });

  test('make one RSVP of the same address, also without the transaction: the database refuses the second', async () => {
    const hub = await openShared();
    const eventId = await publishPanel(hub.context);
    const same = joins(eventId, 40).map((job) => ({ ...job, email: 'ana@example.org' }));
    const answers = await hub.race(racers, same, false);
    expect(answers).toContain('refused_by_the_database');
    expect(await countStates(hub.context, eventId)).toEqual({ confirmed: 1 });
  });
}

/* Also where no PostgreSQL is installed: it runs here in process, and four contexts take turns on one connection. */
onBothDatabases('four contexts on one connection', (setUp) => {
  test('give 8 seats to 8 of 40 people, and more without the transaction', async () => {
    const context = await setUp();
    const [guarded, twin] = [
      await publishPanel(context, { capacity: 8 }),
      await publishPanel(context, { capacity: 8 })
    ];
    await raceInProcess(context, joins(guarded, 40));
    await raceInProcess(context, joins(twin, 24), false);
    expect(await countStates(context, guarded)).toEqual({ confirmed: 8, waitlisted: 32 });
    expect(await logIsWhole(context, guarded, 8)).toBe(40);
    expect(await seatsTaken(context, twin)).toBeGreaterThan(8);
  });

  test('pass each seat on once when people cancel and join at once', async () => {
    const context = await setUp();
    const { eventId, jobs } = await cancelAndJoin(context, 4);
    await raceInProcess(context, jobs);
    expect((await countStates(context, eventId)).confirmed).toBe(4);
    expect(await isFirstCome(context, eventId)).toBe(true);
  });

  test('fill a raised capacity exactly while people cancel', async () => {
    const context = await setUp();
    const { eventId, jobs } = await raiseAndCancel(context, 4);
    await raceInProcess(context, jobs);
    expect((await countStates(context, eventId)).confirmed).toBe(9);
  });

  test('give a last seat once', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context, { capacity: 1 });
    await raceInProcess(context, joins(eventId, 8));
    expect(await seatsTaken(context, eventId)).toBe(1);
  });
});

/** A database file in a folder of its own. */
function openFile(): SeatRace['database'] {
  const folder = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'seats-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return { kind: 'sqlite', file: join(folder, 'hub.db') };
}

/** A migrated database, and the races of four processes on it. */
async function shareOut(database: SeatRace['database']) {
  const key = randomBytes(32);
  const db = await openDatabase(database);
  await migrate(db);
  const context = { ...testContext(db), keys: deriveKeys(key) };
  onTestFinished(() => db.destroy());
  const shared = { database, key: key.toString('base64url'), now: NOW };
  return {
    context,
    race: (racers: Racers, jobs: SeatJob[], guard = true) =>
      racers.run({ ...shared, guard }, dealt(jobs))
  };
}

/** A race is won by chance: what cannot oversell in five of them is guarded, and the twin proves nothing. */
async function untilOversold(race: () => Promise<boolean>): Promise<void> {
  for (let round = 0; round < 5; round += 1) if (await race()) return;
  expect.fail('the twin never gave too many seats away');
}

/** One hand of jobs for each process. */
function dealt(jobs: SeatJob[]): SeatJob[][] {
  return Array.from({ length: PROCESSES }, (_, hand) =>
    jobs.filter((_job, index) => index % PROCESSES === hand)
  );
}

async function raceInProcess(context: TestContext, jobs: SeatJob[], guard = true): Promise<void> {
  const contexts = Array.from({ length: PROCESSES }, () => ({ ...context }));
  await Promise.allSettled(
    dealt(jobs).flatMap((hand, index) =>
      hand.map((job) => runSeatJob(contexts[index] ?? context, job, guard))
    )
  );
}

function joins(eventId: string, people: number): Extract<SeatJob, { do: 'join' }>[] {
  return Array.from({ length: people }, (_, index) => ({
    do: 'join',
    eventId,
    email: `person-${index}@example.org`
  }));
}

/** All seats taken, then three quarters of the people leave and twice as many come. */
async function cancelAndJoin(context: TestContext, seats: number) {
  const { eventId, tokens } = await fill(context, seats, seats);
  return { eventId, jobs: shuffled([...leaving(tokens, seats), ...joins(eventId, 2 * seats)]) };
}

/** All seats taken and twice as many waiting, then three quarters leave while the seats become five more. */
async function raiseAndCancel(context: TestContext, seats: number) {
  const { eventId, tokens } = await fill(context, seats, 3 * seats);
  const raise = (capacity: number): SeatJob => ({ do: 'capacity', eventId, capacity });
  const raised = [seats + 5, seats + 5, seats + 5, seats + 5].map(raise);
  return { eventId, jobs: shuffled([...leaving(tokens, seats), ...raised]) };
}

function leaving(tokens: string[], seats: number): SeatJob[] {
  return tokens.slice(0, (seats * 3) / 4).map((token) => ({ do: 'cancel', token }));
}

async function fill(context: TestContext, capacity: number, people: number) {
  const eventId = await publishPanel(context, { capacity });
  const emails = Array.from({ length: people }, (_, index) => `early-${index}@example.org`);
  return { eventId, tokens: await registerAll(context, eventId, emails) };
}

async function lastSeats(context: TestContext): Promise<string[]> {
  const events: string[] = [];
  for (let index = 0; index < 20; index += 1)
    events.push(await publishPanel(context, { capacity: 1 }));
  return events;
}

function fourForEach(events: string[]): SeatJob[] {
  return events.flatMap((eventId) => joins(eventId, PROCESSES));
}

/** The same order each time, so that a failure comes again. */
function shuffled(jobs: SeatJob[]): SeatJob[] {
  return jobs
    .map((job, index) => ({ job, at: (index * 7919) % 101 }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ job }) => job);
}

async function seatsTaken(context: TestContext, eventId: string): Promise<number> {
  const { taken } = await context.db
    .selectFrom('rsvps')
    .select(({ fn }) => fn.sum('seats').as('taken'))
    .where('event_id', '=', eventId)
    .where('status', 'in', ['confirmed', 'offered'])
    .executeTakeFirstOrThrow();
  return Number(taken ?? 0);
}

async function takenOfEach(context: TestContext, events: string[]): Promise<number[]> {
  const taken: number[] = [];
  for (const eventId of events) taken.push(await seatsTaken(context, eventId));
  return taken;
}

async function mailCount(context: TestContext): Promise<number> {
  const rows = await context.db.selectFrom('mail_outbox').select('id').execute();
  return rows.length;
}

/** Who joined the line first left it first. */
async function isFirstCome(context: TestContext, eventId: string): Promise<boolean> {
  const rows = await context.db
    .selectFrom('seat_log')
    .select(['rsvp_id', 'what'])
    .where('event_id', '=', eventId)
    .orderBy('number')
    .execute();
  const ids = (what: string) => rows.filter((row) => row.what === what).map((row) => row.rsvp_id);
  const promoted = ids('promoted');
  return JSON.stringify(promoted) === JSON.stringify(ids('waitlisted').slice(0, promoted.length));
}

/** The log has no gap, never tells of more seats than `limit`, and ends with what is. Returns its length. */
async function logIsWhole(context: TestContext, eventId: string, limit: number): Promise<number> {
  const rows = await context.db
    .selectFrom('seat_log')
    .select(['number', 'taken_after'])
    .where('event_id', '=', eventId)
    .orderBy('number')
    .execute();
  expect(rows.map((row) => row.number)).toEqual(rows.map((_, index) => index + 1));
  expect(Math.max(...rows.map((row) => row.taken_after))).toBeLessThanOrEqual(limit);
  expect(rows.at(-1)?.taken_after).toBe(await seatsTaken(context, eventId));
  return rows.length;
}
