import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** How the server answers a mail: takes it, refuses it with a code, hangs up after the message, or keeps it waiting. */
export type SmtpAnswer = 'ok' | 'drop' | 'hold' | { refuse: number; at: 'recipient' | 'message' };

interface Arrived {
  recipients: string[];
  raw: string;
  parsed: ParsedMail;
}

export interface Mailbox {
  url: string;
  /** What was taken, with the recipients of the envelope. */
  mails: Arrived[];
  /** What came in whole before the server hung up without an answer. */
  unanswered: Arrived[];
  /** Answers for each address, in order; then `ok`. */
  answers: Map<string, SmtpAnswer[]>;
  /** The most connections that were open at once. */
  peak(): number;
  /** How many mails are kept waiting now. */
  held(): number;
  /** Answers those that are kept waiting. */
  release(): void;
  close(): Promise<void>;
}

/** A mail server in this process that does as it is told and keeps what it is sent; on a free port, or on `port` again. */
export async function openMailbox(port = 0): Promise<Mailbox> {
  const mails: Arrived[] = [];
  const unanswered: Arrived[] = [];
  const answers: Mailbox['answers'] = new Map();
  const waiting: (() => void)[] = [];
  let peak = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    closeTimeout: 1,
    onConnect(_session, callback) {
      peak = Math.max(peak, server.connections.size);
      callback();
    },
    onRcptTo({ address }, _session, callback) {
      const answer = answers.get(address)?.[0];
      const refused = typeof answer === 'object' && answer.at === 'recipient';
      if (refused) answers.get(address)?.shift();
      callback(refused ? refusal(answer.refuse, address) : null);
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        const answer = answers.get(recipients[0] ?? '')?.shift() ?? 'ok';
        if (typeof answer === 'object')
          return callback(refusal(answer.refuse, recipients[0] ?? ''));
        const raw = Buffer.concat(chunks).toString();
        void simpleParser(raw).then((parsed) => {
          const arrived = { recipients, raw, parsed };
          const take = () => (mails.push(arrived), callback(null));
          if (answer === 'ok') take();
          else if (answer === 'hold') waiting.push(take);
          else {
            unanswered.push(arrived);
            hangUp(server, session.id);
          }
        });
      });
    }
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    mails,
    unanswered,
    answers,
    peak: () => peak,
    held: () => waiting.length,
    release: () => waiting.splice(0).forEach((take) => take()),
    close: () => new Promise((resolve) => server.close(() => resolve()))
  };
}

function refusal(code: number, address: string): Error {
  return Object.assign(new Error(`no thanks, ${address}`), { responseCode: code });
}

function hangUp(server: SMTPServer, sessionId: string): void {
  for (const connection of server.connections)
    if (connection.session.id === sessionId) connection._socket.destroy();
}
