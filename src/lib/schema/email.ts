import * as v from 'valibot';

const LOCAL =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u00a1-\uffff-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u00a1-\uffff-]+)*$/;
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * One plain address (RFC 5321 limits: 64 octets before the @, 254 in all). The domain is lower case and
 * ASCII (`xn--…`), so that look-alike domains show what they are; the part before the @ stays as typed.
 * Refuses with `email_invalid`.
 */
export const emailSchema = v.pipe(
  v.string('email_invalid'),
  v.maxLength(320, 'email_invalid'),
  v.transform((text) => parseEmail(text.trim())),
  v.string('email_invalid')
);

function parseEmail(text: string): string | null {
  if (!text.isWellFormed() || /[\p{C}\p{Z}]/u.test(text)) return null;
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at).normalize('NFC');
  const domain = asciiDomain(text.slice(at + 1));
  if (at < 1 || !domain || !LOCAL.test(local)) return null;
  const octets = new TextEncoder().encode(local).length;
  return octets <= 64 && octets + 1 + domain.length <= 254 ? `${local}@${domain}` : null;
}

/** IDN to ASCII through the URL parser, which implements UTS #46 in browsers and Node alike. */
function asciiDomain(domain: string): string | null {
  if (!/^[\p{L}\p{N}\p{M}.-]+$/u.test(domain) || !URL.canParse(`http://${domain}/`)) return null;
  const host = new URL(`http://${domain}/`).hostname;
  const labels = host.split('.');
  const real =
    labels.length > 1 &&
    labels.every((label) => LABEL.test(label)) &&
    !/^\d+$/.test(labels.at(-1) ?? '');
  return real ? host : null;
}

/**
 * The form by which two addresses are the same person, however they were typed: NFC, lower case, the domain in
 * ASCII; plus tags and dots are kept. What is no address at all keeps a key of its own.
 */
export function emailKey(email: string): string {
  const text = email.trim();
  const at = text.lastIndexOf('@');
  const domain = text.slice(at + 1);
  // Lower case can take a letter apart again, so it is composed last.
  const local = text.slice(0, at).normalize('NFC').toLowerCase().normalize('NFC');
  return at < 1 ? text.toLowerCase() : `${local}@${asciiDomain(domain) ?? domain.toLowerCase()}`;
}
