import type { Config } from '../config.ts';

/** Where a command reads and writes; `process` outside of tests. */
export interface Terminal {
  env: Record<string, string | undefined>;
  stdin: NodeJS.ReadStream;
  stdout: NodeJS.WritableStream;
  stderr: NodeJS.WritableStream;
}

/** One command: checks its arguments, then does its work. Throws `UsageError` or `CommandError`. */
export type Command = (args: string[], terminal: Terminal, config: Config) => Promise<void>;

/** The command was called wrongly: exit 2, with the usage. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** The command could not do its work: exit 1, with this one line. */
export class CommandError extends Error {
  override name = 'CommandError';
}
