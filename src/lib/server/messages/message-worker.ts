import type { Context } from '../context.ts';
import { describeError, type Log } from '../log.ts';
import { continueMessages } from './continue-messages.ts';

export interface MessageWorker {
  /** Goes on with what is to be sent. Call it after a message began; it never throws or waits. */
  wake(): void;
  /** The same for a clock, which is told what went wrong. */
  run(): Promise<void>;
  /** Finishes the batch in hand and writes no more. */
  stop(): Promise<void>;
}

/** Brings messages into the outbox: at once what an earlier process left, when woken, and when the clock says so. */
export function createMessageWorker(
  context: Context,
  outbox: { wake(): void },
  log: Pick<Log, 'error'>
): MessageWorker {
  const stopping = new AbortController();
  let last: Promise<void> = Promise.resolve();

  /** One after the other: who wakes it during a round finds what came meanwhile in the next one. */
  function run(): Promise<void> {
    const round = last.then(async () => {
      if (stopping.signal.aborted) return;
      const stop = stopping.signal;
      await continueMessages(context, { onQueued: () => outbox.wake(), stop });
      // Who went on with a stopped message has mails that wait already.
      outbox.wake();
    });
    last = round.catch(() => undefined);
    return round;
  }

  function wake(): void {
    run().catch((error: unknown) =>
      log.error({ error: describeError(error) }, 'a message could not go on')
    );
  }

  wake();
  return {
    wake,
    run,
    async stop() {
      stopping.abort();
      await last;
    }
  };
}
