import type { Context } from '../context.ts';
import {
  claimDueMails,
  markBounced,
  markDropped,
  markSent,
  MOST_TRIES,
  postpone,
  releaseClaims,
  retrySoon,
  type ClaimedMail
} from './claims.ts';
import { composeMail } from './compose.ts';
import { judgeDelivery, type Verdict } from './delivery-error.ts';
import type { Mail, Transport } from './message.ts';
import { whyDrop } from './still-true.ts';

const BATCH = 10;
/** As many as the transport has connections. */
const LANES = 2;

/** The part of a logger that the outbox needs; nothing personal is ever passed to it. */
export interface MailLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export const SILENT_LOG: MailLog = { info() {}, warn() {}, error() {} };

/**
 * Sends every mail that is due, two at a time. Returns after the mails in hand when `stop` is aborted or
 * the server cannot be reached; the others keep their place. At least once, under the same Message-ID:
 * only a crash or a lost line between the server's answer and our note sends one again.
 */
export async function sendDueMails(
  context: Context,
  transport: Transport,
  log: MailLog = SILENT_LOG,
  stop?: AbortSignal
): Promise<void> {
  let goOn = true;
  while (goOn && !stop?.aborted) {
    const mails = await claimDueMails(context, BATCH);
    if (mails.length === 0) return;
    goOn = await sendBatch(context, transport, log, mails, stop);
  }
}

/** Returns whether it makes sense to go on. */
async function sendBatch(
  context: Context,
  transport: Transport,
  log: MailLog,
  mails: ClaimedMail[],
  stop?: AbortSignal
): Promise<boolean> {
  const left = [...mails];
  let reachable = true;
  const goOn = () => reachable && !stop?.aborted;
  const lane = async () => {
    for (let mail = left.shift(); mail; mail = goOn() ? left.shift() : undefined) {
      if ((await sendOne(context, transport, log, mail)) === 'unreachable') reachable = false;
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: LANES }, lane));
  await releaseClaims(
    context,
    left.map(({ id }) => id)
  );
  const failed = lanes.find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
  return goOn();
}

async function sendOne(
  context: Context,
  transport: Transport,
  log: MailLog,
  claimed: ClaimedMail
): Promise<'sent' | 'dropped' | Verdict> {
  const fields = { id: claimed.id, kind: claimed.kind };
  const written = await write(context, claimed);
  if (written.outcome === 'dropped') {
    await markDropped(context, claimed.id, written.code);
    log.info({ ...fields, reason: written.code }, 'mail no longer true, not sent');
    return 'dropped';
  }
  const { verdict, code } =
    written.outcome === 'written' ? await deliver(transport, written.mail) : written;
  if (verdict === 'sent') {
    await markSent(context, claimed.id);
    log.info(fields, 'mail sent');
    return verdict;
  }
  log.warn({ ...fields, verdict, code, attempts: claimed.attempts }, 'mail not sent');
  await keepOrGiveUp(context, claimed, verdict, code);
  return verdict;
}

/** Only tries of its own count against a mail: while the server cannot be reached, it keeps all it has. */
async function keepOrGiveUp(
  context: Context,
  claimed: ClaimedMail,
  verdict: Verdict,
  code: string
): Promise<void> {
  const hopeless = verdict === 'later' && claimed.attempts + 1 >= MOST_TRIES;
  if (verdict === 'bounced' || hopeless) await markBounced(context, claimed.id, code);
  else if (verdict === 'unreachable') await retrySoon(context, claimed.id, code);
  else await postpone(context, claimed, code);
}

type Written =
  | { outcome: 'written'; mail: Mail }
  | { outcome: 'dropped'; code: string }
  | { outcome: 'unreadable'; verdict: 'later'; code: string };

/** A row that cannot be opened or written is its own trouble: it is put off, and no other waits for it. */
async function write(context: Context, claimed: ClaimedMail): Promise<Written> {
  try {
    const reason = await whyDrop(context, claimed);
    if (reason) return { outcome: 'dropped', code: reason };
    return { outcome: 'written', mail: await composeMail(context, claimed) };
  } catch {
    return { outcome: 'unreadable', verdict: 'later', code: 'unreadable' };
  }
}

async function deliver(
  transport: Transport,
  mail: Mail
): Promise<{ verdict: 'sent' | Verdict; code: string }> {
  try {
    await transport.send(mail);
    return { verdict: 'sent', code: '' };
  } catch (error) {
    return judgeDelivery(error);
  }
}
