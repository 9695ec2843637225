import type { Config } from './config.ts';
import type { Db } from './db/schema.ts';
import type { MailTally } from './mail/mail-tally.ts';
import type { Keys } from './privacy/keys.ts';

/** What every use case may need; handed down as the first argument, never a global. */
export interface Context {
  config: Config;
  db: Db;
  keys: Keys;
  /** The time now; tests set it. */
  now(): Date;
  /** Only in a trial: mails to many people are counted here instead of written. */
  tally?: MailTally;
}
