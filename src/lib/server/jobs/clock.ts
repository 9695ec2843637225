import { Cron } from 'croner';
import type { Context } from '../context.ts';
import { forgetOldCopies } from '../backup/copies.ts';
import { describeError, type Log } from '../log.ts';
import type { MessageWorker } from '../messages/message-worker.ts';
import type { OutboxWorker } from '../mail/worker.ts';
import { forgetPanel } from '../panel/forget-panel.ts';
import { forgetDrafts } from '../privacy/drafts.ts';
import { finishErasure } from '../privacy/old-pages.ts';
import { purgePersonalData } from '../privacy/purge.ts';
import { endOldRehearsals } from '../rehearsals/end-rehearsal.ts';
import { announceRecords } from '../rsvps/announce-record.ts';
import { expireOffers } from '../rsvps/offers.ts';
import { enqueueReminders } from '../rsvps/reminders.ts';
import type { Sessions } from '../staff/sessions.ts';
import { JOBS, recordRun, type Job } from './job-runs.ts';

/** Starts what happens by itself as time passes; returns the function that stops it. */
export function startClock(
  context: Context,
  sessions: Sessions,
  { outbox, messages }: { outbox: OutboxWorker; messages: MessageWorker },
  log: Log,
  closeRoom: (eventId: string) => void
): () => void {
  const options = {
    protect: true,
    unref: true,
    catch: (error: unknown) => log.error({ error: describeError(error) }, 'a timed job failed')
  };
  const start = (job: Job, work: () => Promise<unknown>) =>
    new Cron(JOBS[job], options, () => recordRun(context, job, work));
  const jobs = [
    start('offers', async () => {
      if ((await expireOffers(context)) > 0) outbox.wake();
    }),
    start('reminders', async () => {
      if ((await enqueueReminders(context)) > 0) outbox.wake();
    }),
    start('records', async () => {
      if ((await announceRecords(context)) > 0) outbox.wake();
    }),
    start('messages', () => messages.run()),
    start('erasure', () => finishErasure(context)),
    start('sessions', () => sessions.deleteExpired()),
    start('panel', () => forgetPanel(context)),
    start('rehearsals', async () => {
      for (const eventId of await endOldRehearsals(context)) closeRoom(eventId);
    }),
    start('purge', async () => {
      const people = (await purgePersonalData(context)) + (await forgetDrafts(context));
      if (people > 0) log.info({ people }, 'personal data deleted');
      await forgetOldCopies(context);
    })
  ];
  return () => jobs.forEach((job) => job.stop());
}
