import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** How the server answers a mail: takes it, refuses it with a code, or hangs up after the message. */
export type SmtpAnswer = 'ok' | 'drop' | { refuse: number; at: 'recipient' | 'message' };

export interface Mailbox {
  url: string;
  /** What arrived, with the recipients of the envelope. */
  mails: { recipients: string[]; raw: string; parsed: ParsedMail }[];
  /** Answers for each address, in order; then `ok`. */
  answers: Map<string, SmtpAnswer[]>;
  close(): Promise<void>;
}

/** A mail server in this process that keeps what it is sent. */
export async function openMailbox(): Promise<Mailbox> {
  const mails: Mailbox['mails'] = [];
  const answers = new Map<string, SmtpAnswer[]>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
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
        if (answer === 'drop') return hangUp(server);
        if (answer !== 'ok') return callback(refusal(answer.refuse, recipients[0] ?? ''));
        const raw = Buffer.concat(chunks).toString();
        void simpleParser(raw).then((parsed) => {
          mails.push({ recipients, raw, parsed });
          callback(null);
        });
      });
    }
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    answers,
    close: () => new Promise((resolve) => server.close(() => resolve()))
  };
}

function refusal(code: number, address: string): Error {
  return Object.assign(new Error(`no thanks, ${address}`), { responseCode: code });
}

function hangUp(server: SMTPServer): void {
  for (const connection of server.connections) connection._socket.destroy();
}
