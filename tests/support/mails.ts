import { expect } from '@playwright/test';
import { simpleParser, type ParsedMail } from 'mailparser';

/** Where mails end up: a hub's folder, or a mail server's boxes. */
export interface MailSource {
  mails(): string[];
}

/** The mails to one address, oldest first, once there are as many as expected; `timeout` in milliseconds. */
export async function mailsTo(
  source: MailSource,
  email: string,
  count: number,
  timeout = 20_000
): Promise<ParsedMail[]> {
  const own = async () => {
    const parsed = await Promise.all(source.mails().map((mail) => simpleParser(mail)));
    return parsed.filter((mail) => JSON.stringify(mail.to).includes(email));
  };
  await expect.poll(async () => (await own()).length, { timeout }).toBe(count);
  return own();
}

/** The private link in a mail. */
export function linkOf(mail: ParsedMail | undefined): string {
  const link = /http:\/\/localhost:\d+\/(?:es\/inscripcion|en\/rsvp)\/[\w-]+/.exec(
    mail?.text ?? ''
  )?.[0];
  if (!link) throw new Error(`no private link in: ${mail?.text}`);
  return link;
}

/** The private link in the newest mail to an address, once so many have come. */
export async function linkTo(source: MailSource, email: string, count = 1): Promise<string> {
  return linkOf((await mailsTo(source, email, count)).at(-1));
}

/** Every address of the hub that a mail leads to, in its text and its HTML. */
export function linksOf(mail: ParsedMail): string[] {
  const found = `${mail.text ?? ''}\n${mail.html || ''}`.match(/http:\/\/localhost:\d+[^\s"<>)]*/g);
  return [...new Set(found ?? [])];
}
