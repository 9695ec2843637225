import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Config } from '../config.ts';
import { writeAtomically } from './mail-folder.ts';
import type { Mail, Transport } from './message.ts';

const TIMEOUT = 10_000;
/** More would be refused by many servers, and a small hub needs no more. */
const CONNECTIONS = 2;

/** The mail server of `SMTP_URL`, else `.eml` files in the data folder. Opens no connection yet; `timeout` in milliseconds is for each step. */
export function openTransport(config: Config, timeout = TIMEOUT): Transport {
  return config.smtpUrl === null
    ? openMailFolder(config)
    : openSmtp(config, config.smtpUrl, timeout);
}

/** Two connections at most. Sending again is the outbox's decision, so the pool never does. */
function openSmtp(config: Config, url: string, timeout: number): Transport {
  const pool = createTransport({
    url,
    pool: true,
    maxConnections: CONNECTIONS,
    maxRequeues: 0,
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    dnsTimeout: timeout
  });
  const handedOver = new Set<unknown>();
  pool.use('stream', (mail, done) => {
    const read = mail.message.createReadStream.bind(mail.message);
    mail.message.createReadStream = (options) =>
      read(options).once('end', () => handedOver.add(mail.data.messageId));
    done();
  });
  return {
    async send(mail) {
      try {
        await pool.sendMail(message(config, mail));
      } catch (error) {
        throw handedOver.has(mail.messageId) ? unanswered(error) : error;
      } finally {
        handedOver.delete(mail.messageId);
      }
    },
    async close() {
      pool.close();
    }
  };
}

/** The server has the whole mail and did not say what becomes of it: the library blames the connection, we the mail. */
function unanswered(error: unknown): unknown {
  const isSilence = error instanceof Error && !('responseCode' in error && error.responseCode);
  return isSilence ? Object.assign(error, { command: 'DATA' }) : error;
}

/** One file per mail, named by time, kind and outbox id: sending the same mail again replaces its file. */
function openMailFolder(config: Config): Transport {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  return {
    async send(mail) {
      const { message: bytes } = await composer.sendMail(message(config, mail));
      if (!Buffer.isBuffer(bytes)) throw new Error('the mail was not composed into a buffer');
      const name = `${mail.createdAt.replaceAll(':', '-')}-${mail.kind}-${mail.id}.eml`;
      await writeAtomically(join(config.dataDir, 'mail'), name, bytes);
    },
    async close() {
      composer.close();
    }
  };
}

/**
 * Addresses go in as name and address, texts as text: the composer quotes and encodes them, and nothing a
 * person typed can begin a header. No file or address is ever read for a mail.
 */
function message(config: Config, mail: Mail) {
  return {
    from: config.mailFrom,
    to: [mail.to],
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: mail.messageId,
    // RFC 3834: tells vacation responders not to answer.
    headers: {
      'Auto-Submitted': 'auto-generated',
      'Content-Language': mail.lang,
      ...(mail.unsubscribe !== null && unsubscribeHeaders(mail.unsubscribe))
    },
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(mail.calendar && {
      icalEvent: {
        method: mail.calendar.method,
        filename: 'event.ics',
        content: mail.calendar.content
      }
    })
  };
}

/** One click in the mail program ends it, without a page (RFC 8058); other programs open the address (RFC 2369). */
function unsubscribeHeaders(url: string) {
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}
