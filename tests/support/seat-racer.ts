import { once } from 'node:events';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { KyselyPlugin } from 'kysely';
import { readConfig } from '../../src/lib/server/config.ts';
import type { Context } from '../../src/lib/server/context.ts';
import { openDatabase } from '../../src/lib/server/db/open.ts';
import { BusyError, isUniqueViolation } from '../../src/lib/server/db/transaction.ts';
import { deriveKeys } from '../../src/lib/server/privacy/keys.ts';
import { runSeatJob, type SeatJob } from './seat-jobs.ts';

/*
 * One of several processes that race for seats. It reads a race as one line of JSON, says `ready`, waits for
 * `go`, does all of its jobs at once, and says how they ended.
 */

export interface SeatRace {
  database: { kind: 'sqlite'; file: string } | { kind: 'postgres'; url: string };
  /** The master key, base64url, so that all processes know the same people. */
  key: string;
  now: string;
  jobs: SeatJob[];
  /** The twin: the same functions and the same SQL, without the transaction that keeps others out. */
  guard: boolean;
}

const lines = createInterface({ input: process.stdin });
for (;;) {
  const [line] = await once(lines, 'line');
  await race(JSON.parse(String(line)));
}

async function race({ database, key, now, jobs, guard }: SeatRace): Promise<void> {
  const db = await openDatabase(database);
  const context: Context = {
    config: readConfig({ ORIGIN: 'https://hub.example.org' }),
    db: guard ? db : db.withPlugin(slowLine()),
    keys: deriveKeys(Buffer.from(key, 'base64url')),
    now: () => new Date(now)
  };
  process.stdout.write('ready\n');
  await once(lines, 'line');
  const codes = await Promise.all(jobs.map((job) => persist(context, job, guard)));
  await db.destroy();
  process.stdout.write(`${JSON.stringify(codes)}\n`);
}

/** As a person would: who hears that the hub is busy tries again. */
async function persist(context: Context, job: SeatJob, guard: boolean): Promise<string> {
  for (;;) {
    try {
      return await runSeatJob(context, job, guard);
    } catch (error) {
      if (!guard && isUniqueViolation(error)) return 'refused_by_the_database';
      if (!(error instanceof BusyError) && !isBusy(error)) throw error;
    }
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY';
}

/** Every answer of the database takes a moment, as over a network: what was counted may be old. */
function slowLine(): KyselyPlugin {
  return {
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      await sleep(Math.random() * 6);
      return result;
    }
  };
}
