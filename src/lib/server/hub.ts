import type { Server } from 'node:http';
import type { Config } from './config.ts';
import type { Context } from './context.ts';
import { openLog, type Log } from './log.ts';
import { startClock } from './jobs/clock.ts';
import { releaseDeadClaims } from './mail/claims.ts';
import { openTransport } from './mail/transport.ts';
import { createOutboxWorker, type OutboxWorker } from './mail/worker.ts';
import { createMessageWorker, type MessageWorker } from './messages/message-worker.ts';
import { openContext } from './open-context.ts';
import type { Publisher } from './realtime/publisher.ts';
import { openRoomServer } from './realtime/room-server.ts';
import { forbidDemoSignIn } from './staff/demo-sign-in.ts';
import { openSessions, type Sessions } from './staff/sessions.ts';
import { openSignInThrottle, type SignInThrottle } from './staff/sign-in-throttle.ts';

/** Everything one process holds; built once, handed to routes in `locals.hub`. */
export interface Hub extends Context {
  log: Log;
  sessions: Sessions;
  throttle: SignInThrottle;
  publisher: Publisher;
  outbox: OutboxWorker;
  messages: MessageWorker;
  attach(server: Server): void;
  /** Says goodbye to the rooms, finishes the mail in hand, closes the database. */
  close(): Promise<void>;
}

export async function openHub(config: Config): Promise<Hub> {
  const context = await openContext(config);
  const log = openLog(config);
  const sessions = openSessions(context);
  const rooms = openRoomServer(context, sessions, log);
  await releaseDeadClaims(context);
  const outbox = createOutboxWorker(context, openTransport(config), log);
  const messages = createMessageWorker(context, outbox, log);
  const workers = { outbox, messages };
  const stopClock = startClock(context, sessions, workers, log, rooms.publisher.closeRoom);
  if (config.production) await forbidDemoSignIn(context);
  return {
    ...context,
    log,
    sessions,
    throttle: openSignInThrottle(),
    publisher: rooms.publisher,
    ...workers,
    attach: rooms.attach,
    async close() {
      stopClock();
      await rooms.close();
      await messages.stop();
      await outbox.stop();
      await context.db.destroy();
    }
  };
}
