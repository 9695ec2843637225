import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Config } from '../../config.ts';

const TIMEOUT = 5_000;

/** The mail server answers and lets us in, or the mail folder can be written. */
export async function checkMail({ smtpUrl, dataDir }: Config): Promise<string> {
  return smtpUrl === null ? checkFolder(dataDir) : checkServer(smtpUrl);
}

async function checkServer(url: string): Promise<string> {
  const transport = createTransport({
    url,
    connectionTimeout: TIMEOUT,
    greetingTimeout: TIMEOUT,
    socketTimeout: TIMEOUT,
    dnsTimeout: TIMEOUT
  });
  try {
    await transport.verify();
    return `${new URL(url).host} answers`;
  } catch (error) {
    throw new Error(
      `${new URL(url).host}: ${error instanceof Error ? error.message : error}; check SMTP_URL`,
      { cause: error }
    );
  } finally {
    transport.close();
  }
}

/** The folder is made with the first mail; until then its parent must allow that. */
async function checkFolder(dataDir: string): Promise<string> {
  const folder = join(dataDir, 'mail');
  const present = await stat(folder).catch(() => null);
  const place = present ? folder : dataDir;
  await access(place, constants.W_OK).catch(() => {
    throw new Error(`${place} cannot be written: fix its owner, or set SMTP_URL`);
  });
  return `no SMTP_URL: mails are files in ${folder}`;
}
