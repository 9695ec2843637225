/** `bounced`: this mail never arrives. `unreachable`: no mail would arrive now. `later`: try this one again. */
export type Verdict = 'bounced' | 'unreachable' | 'later';

/** Trouble between us and the mail server, or on the disk of the mail folder. */
const UNREACHABLE = new Set([
  'ECONNECTION',
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'ESOCKET',
  'EDNS',
  'ETLS',
  'EPROTOCOL',
  'EAUTH',
  'ENOAUTH',
  'ENOSPC',
  'EACCES',
  'EROFS',
  'EIO'
]);

/**
 * What a failed delivery means. Only a 5xx answer to the recipient or to the message is a bounce (RFC 5321,
 * 4.2.1): to the greeting, the sign-in or the sender it is our own trouble, and no mail may be lost for it. Where
 * the server has the mail and is silent, it may have taken it: each further try could be one more in the inbox.
 */
export function judgeDelivery(error: unknown): { verdict: Verdict; code: string } {
  const { code, command, responseCode } = smtpDetails(error);
  const shown = responseCode ? `${responseCode} ${command}` : code;
  const aboutThisMail = command === 'RCPT TO' || command === 'DATA';
  if (aboutThisMail && responseCode >= 500) return { verdict: 'bounced', code: shown };
  if (code === 'EENVELOPE' && command === 'API') return { verdict: 'bounced', code: shown };
  if (command === 'DATA' && responseCode === 0) return { verdict: 'later', code: shown };
  const aboutUs = command === 'MAIL FROM' || responseCode === 421;
  if (aboutUs || UNREACHABLE.has(code)) return { verdict: 'unreachable', code: shown };
  return { verdict: 'later', code: shown };
}

/** Codes only: a server's own words may name the address, and they would stay in the database and the log. */
function smtpDetails(error: unknown): { code: string; command: string; responseCode: number } {
  if (!(error instanceof Error)) return { code: 'unknown', command: '', responseCode: 0 };
  const field = (name: string): unknown => Reflect.get(error, name);
  const code = field('code');
  const command = field('command');
  return {
    code: typeof code === 'string' ? code : error.name,
    command: typeof command === 'string' ? command : '',
    responseCode: Number(field('responseCode')) || 0
  };
}
