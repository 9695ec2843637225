import { Cron } from 'croner';
import type { Context } from '../context.ts';
import { describeError, type Log } from '../log.ts';
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

/** Starts what happens by itself as time passes; returns the function that stops it. */
export function startClock(
  context: Context,
  sessions: Sessions,
  outbox: OutboxWorker,
  log: Log,
  closeRoom: (eventId: string) => void
): () => void {
  const options = {
    protect: true,
    unref: true,
    catch: (error: unknown) => log.error({ error: describeError(error) }, 'a timed job failed')
  };
  const jobs = [
    new Cron('* * * * *', options, async () => {
      if ((await expireOffers(context)) > 0) outbox.wake();
    }),
    new Cron('* * * * *', options, async () => {
      if ((await enqueueReminders(context)) > 0) outbox.wake();
    }),
    new Cron('* * * * *', options, async () => {
      if ((await announceRecords(context)) > 0) outbox.wake();
    }),
    new Cron('* * * * *', options, () => finishErasure(context)),
    new Cron('17 * * * *', options, () => sessions.deleteExpired()),
    new Cron('31 * * * *', options, () => forgetPanel(context)),
    new Cron('43 * * * *', options, async () => {
      for (const eventId of await endOldRehearsals(context)) closeRoom(eventId);
    }),
    new Cron('23 3 * * *', options, async () => {
      const people = (await purgePersonalData(context)) + (await forgetDrafts(context));
      if (people > 0) log.info({ people }, 'personal data deleted');
    })
  ];
  return () => jobs.forEach((job) => job.stop());
}
