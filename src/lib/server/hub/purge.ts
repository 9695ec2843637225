import type { Config } from '../config.ts';
import { forgetDrafts } from '../privacy/drafts.ts';
import { purgePersonalData } from '../privacy/purge.ts';
import { endOldRehearsals } from '../rehearsals/end-rehearsal.ts';
import type { Terminal } from './command.ts';
import { progressBar } from './progress-bar.ts';
import { readArguments } from './read-arguments.ts';
import { withContext } from './with-context.ts';

/** `purge`: what the hub does by itself every night, and with rehearsals of yesterday every hour. */
export async function runPurge(args: string[], terminal: Terminal, config: Config): Promise<void> {
  readArguments({ args, options: {} });
  const onProgress = progressBar(terminal, 'deleting');
  const { people, rehearsals } = await withContext(config, async (context) => ({
    people: (await purgePersonalData(context, onProgress)) + (await forgetDrafts(context)),
    rehearsals: (await endOldRehearsals(context)).length
  }));
  terminal.stdout.write(`deleted the personal data of ${people} RSVPs\n`);
  if (rehearsals > 0) terminal.stdout.write(`deleted ${rehearsals} rehearsals\n`);
}
