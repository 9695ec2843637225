import { Cron } from 'croner';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/transaction.ts';
import { describeError } from '../log.ts';

/** What happens by itself, and when (cron, the clock of the machine). */
export const JOBS = {
  offers: '* * * * *',
  reminders: '* * * * *',
  records: '* * * * *',
  messages: '* * * * *',
  erasure: '* * * * *',
  sessions: '17 * * * *',
  panel: '31 * * * *',
  rehearsals: '43 * * * *',
  purge: '23 3 * * *'
} as const;
export type Job = keyof typeof JOBS;

/** One job as admins see it; instants in UTC. */
export interface JobHealth {
  job: Job;
  ranAt: string | null;
  nextAt: string | null;
  /** Of the last run that failed: the kind of its error, never its words. */
  trouble: { kind: string; at: string } | null;
  /** The newest run is the one that failed. */
  failing: boolean;
}

/** Does a job's work and notes how it went; what it threw goes on to who catches it. */
export async function recordRun(
  context: Context,
  job: Job,
  work: () => Promise<unknown>
): Promise<void> {
  const ranAt = context.now().toISOString();
  try {
    await work();
  } catch (error) {
    const { name, code } = describeError(error);
    await note(context, job, ranAt, code ?? name);
    throw error;
  }
  await note(context, job, ranAt, null);
}

async function note(
  { db }: Context,
  job: Job,
  ranAt: string,
  trouble: string | null
): Promise<void> {
  const failed = trouble === null ? {} : { trouble, trouble_at: ranAt };
  await inTransaction(db, (trx) =>
    trx
      .insertInto('job_runs')
      .values({ job, ran_at: ranAt, trouble: null, trouble_at: null, ...failed })
      .onConflict((conflict) => conflict.column('job').doUpdateSet({ ran_at: ranAt, ...failed }))
      .execute()
  );
}

/** Every job, when it ran and when it will. */
export async function listJobs({ db, now }: Context): Promise<JobHealth[]> {
  const rows = await db.selectFrom('job_runs').selectAll().execute();
  const known = new Map(rows.map((row) => [row.job, row]));
  return (Object.keys(JOBS) as Job[]).map((job) => {
    const run = known.get(job);
    const trouble =
      run?.trouble && run.trouble_at ? { kind: run.trouble, at: run.trouble_at } : null;
    return {
      job,
      ranAt: run?.ran_at ?? null,
      nextAt: new Cron(JOBS[job], { paused: true }).nextRun(now())?.toISOString() ?? null,
      trouble,
      failing: trouble !== null && trouble.at === run?.ran_at
    };
  });
}
