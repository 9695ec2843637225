import type { Config } from '../config.ts';
import { purgePersonalData } from '../privacy/purge.ts';
import type { Terminal } from './command.ts';
import { readArguments } from './read-arguments.ts';
import { withContext } from './with-context.ts';

/** `purge`: what the hub does by itself every night. */
export async function runPurge(args: string[], terminal: Terminal, config: Config): Promise<void> {
  readArguments({ args, options: {} });
  const people = await withContext(config, purgePersonalData);
  terminal.stdout.write(`deleted the personal data of ${people} RSVPs\n`);
}
