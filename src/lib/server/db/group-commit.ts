import { sql } from 'kysely';
import type { Db, Trx } from './schema.ts';

/** So many pieces of work share one commit at most: the last one still answers soon. */
const GROUP_MAX = 100;

/** The database took everything back because of a neighbour's trouble; nothing was written, and the work can run again. */
export class UndoneByNeighbourError extends Error {
  override name = 'UndoneByNeighbourError';
  readonly code = 'UNDONE_BY_NEIGHBOUR';
}

/**
 * Runs `work` in a transaction that it may share with whatever else is to be written in this turn of the
 * loop: they wait for the disk once, not once each. Each is whole or not at all, whatever becomes of its
 * neighbours, and answers only after the commit that all share. For SQLite, which has a single writer.
 */
export function commitTogether<T>(db: Db, work: (trx: Trx) => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    writerOf(db).add({
      async run(trx) {
        const result = await work(trx);
        return () => resolve(result);
      },
      fail: reject
    });
  });
}

interface Job {
  /** Does the work; what it returns answers once that is written. */
  run(trx: Trx): Promise<() => void>;
  fail(error: unknown): void;
}

const writers = new WeakMap<Db, GroupWriter>();

function writerOf(db: Db): GroupWriter {
  const writer = writers.get(db) ?? new GroupWriter(db);
  writers.set(db, writer);
  return writer;
}

class GroupWriter {
  readonly #db: Db;
  #waiting: Job[] = [];
  #isWriting = false;

  constructor(db: Db) {
    this.#db = db;
  }

  add(job: Job): void {
    this.#waiting.push(job);
    if (!this.#isWriting) void this.#write();
  }

  async #write(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      // A commit holds the whole process up: what came in meanwhile is read now, and joins the next group.
      await new Promise((resolve) => setImmediate(resolve));
      await this.#commit(this.#waiting.splice(0, GROUP_MAX));
    }
    this.#isWriting = false;
  }

  async #commit(jobs: readonly Job[]): Promise<void> {
    const answers: (() => void)[] = [];
    let culprit: Culprit | undefined;
    try {
      await this.#db.transaction().execute(async (trx) => {
        for (const job of jobs) {
          const outcome = await attempt(trx, job);
          if (typeof outcome === 'function') answers.push(outcome);
          else throw (culprit = outcome).error;
        }
      });
    } catch (error) {
      for (const job of jobs) job.fail(culprit ? reasonFor(job, culprit) : error);
      return;
    }
    for (const answer of answers) answer();
  }
}

/** The job whose trouble was so deep that SQLite undid the whole transaction, neighbours included. */
interface Culprit {
  job: Job;
  error: unknown;
}

/** What fails takes back only what it wrote itself. */
async function attempt(trx: Trx, job: Job): Promise<(() => void) | Culprit> {
  await sql`savepoint job`.execute(trx);
  try {
    const answer = await job.run(trx);
    await sql`release savepoint job`.execute(trx);
    return answer;
  } catch (error) {
    return (await takeBack(trx)) ? () => job.fail(error) : { job, error };
  }
}

/** False when there is nothing to go back to any more (https://sqlite.org/lang_transaction.html, "Response To Errors"). */
async function takeBack(trx: Trx): Promise<boolean> {
  try {
    await sql`rollback to savepoint job`.execute(trx);
    await sql`release savepoint job`.execute(trx);
    return true;
  } catch {
    return false;
  }
}

function reasonFor(job: Job, culprit: Culprit): unknown {
  if (job === culprit.job) return culprit.error;
  return new UndoneByNeighbourError('the transaction was undone', { cause: culprit.error });
}
