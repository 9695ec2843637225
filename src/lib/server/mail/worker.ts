import type { Context } from '../context.ts';
import type { Transport } from './message.ts';
import { sendDueMails, SILENT_LOG, type MailLog } from './send-due.ts';

const POLL = 15_000;

export interface OutboxWorker {
  /** Looks for due mails now. Call it after a transaction that wrote one; it never throws or waits. */
  wake(): void;
  /** Finishes the mail in hand, closes the transport and sends no more. */
  stop(): Promise<void>;
}

/** Sends the outbox: at once what an earlier process left, then when woken, and every 15 seconds. */
export function createOutboxWorker(
  context: Context,
  transport: Transport,
  log: MailLog = SILENT_LOG
): OutboxWorker {
  const stopping = new AbortController();
  let round: Promise<void> | null = null;
  let wokenMeanwhile = false;
  let timer: NodeJS.Timeout | undefined;

  async function runRounds(): Promise<void> {
    do {
      wokenMeanwhile = false;
      await sendDueMails(context, transport, log, stopping.signal).catch((error: unknown) => {
        // The next round tries again; an error's text could hold what a person wrote.
        log.error(
          { error: error instanceof Error ? error.name : 'unknown' },
          'outbox round failed'
        );
      });
    } while (wokenMeanwhile && !stopping.signal.aborted);
  }

  function wake(): void {
    if (stopping.signal.aborted) return;
    wokenMeanwhile = true;
    round ??= runRounds().finally(() => {
      round = null;
      clearTimeout(timer);
      if (!stopping.signal.aborted) timer = setTimeout(wake, POLL).unref();
    });
  }

  async function stop(): Promise<void> {
    stopping.abort();
    clearTimeout(timer);
    await round;
    await transport.close();
  }

  wake();
  return { wake, stop };
}
