import type { Context } from '../context.ts';
import type { Transport } from './message.ts';
import { sendDueMails, SILENT_LOG, type MailLog } from './send-due.ts';

const POLL = 15_000;

export interface MailRound {
  at: string;
  trouble: string | null;
}

export interface OutboxWorker {
  /** Looks for due mails now. Call it after a transaction that wrote one; it never throws or waits. */
  wake(): void;
  /** When this process last looked, and the kind of error if it could not. */
  lastRound(): MailRound | null;
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
  let lastRound: MailRound | null = null;

  async function runRounds(): Promise<void> {
    do {
      wokenMeanwhile = false;
      let trouble: string | null = null;
      await sendDueMails(context, transport, log, stopping.signal).catch((error: unknown) => {
        // The next round tries again; an error's text could hold what a person wrote.
        trouble = error instanceof Error ? error.name : 'unknown';
        log.error({ error: trouble }, 'outbox round failed');
      });
      lastRound = { at: context.now().toISOString(), trouble };
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
  return { wake, stop, lastRound: () => lastRound };
}
