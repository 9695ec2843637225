import type { Context } from '../context.ts';
import {
  claimDueMails,
  markBounced,
  markSent,
  postpone,
  releaseClaims,
  type ClaimedMail
} from './claims.ts';
import { composeMail } from './compose.ts';
import { judgeDelivery, type Verdict } from './delivery-error.ts';
import type { Transport } from './message.ts';

const BATCH = 10;

/** The part of a logger that the outbox needs; nothing personal is ever passed to it. */
export interface MailLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export const SILENT_LOG: MailLog = { info() {}, warn() {}, error() {} };

/**
 * Sends every mail that is due, one after the other. Returns after the mail in hand when `stop` is
 * aborted or the server cannot be reached; the others keep their place. At least once, under the same
 * Message-ID: only a crash between the server's answer and our note sends one again.
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
  for (let mail = left.shift(); mail; mail = left.shift()) {
    const outcome = await sendOne(context, transport, log, mail);
    if (outcome !== 'unreachable' && !stop?.aborted) continue;
    await releaseClaims(
      context,
      left.map(({ id }) => id)
    );
    return false;
  }
  return true;
}

async function sendOne(
  context: Context,
  transport: Transport,
  log: MailLog,
  claimed: ClaimedMail
): Promise<'sent' | Verdict> {
  const fields = { id: claimed.id, kind: claimed.kind };
  try {
    await transport.send(await composeMail(context, claimed));
  } catch (error) {
    const { verdict, code } = judgeDelivery(error);
    log.warn({ ...fields, verdict, code, attempts: claimed.attempts + 1 }, 'mail not sent');
    if (verdict === 'bounced') await markBounced(context, claimed.id, code);
    else await postpone(context, claimed, code);
    return verdict;
  }
  await markSent(context, claimed.id);
  log.info(fields, 'mail sent');
  return 'sent';
}
