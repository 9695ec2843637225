import { writeFile } from 'node:fs/promises';
import type { Config } from '../config.ts';
import { inTransaction } from '../db/transaction.ts';
import { exportHub, type ExportFile } from '../events/export-hub.ts';
import { audit } from '../staff/audit.ts';
import { writeWhole } from '../whole-file.ts';
import { CommandError, type Terminal } from './command.ts';
import { readFileArgument } from './operator-path.ts';
import { progressBar } from './progress-bar.ts';
import { withContext } from './with-context.ts';

/** `export FILE`: people and events in the form that `import` takes; nothing of the public is in it. */
export async function exportFile(
  args: string[],
  terminal: Terminal,
  config: Config
): Promise<void> {
  const path = readFileArgument(args, terminal, 'export');
  await withContext(config, async (context) => {
    const outcome = await exportHub(context);
    if (!outcome.ok)
      throw new CommandError(
        `the hub holds more than an import takes (${outcome.limit} events or people): use backup`
      );
    const { file, leftOut } = outcome;
    await writeJson(path, file, terminal);
    await inTransaction(context.db, (trx) =>
      audit(trx, context, {
        actor: null,
        what: 'events_exported',
        eventId: null,
        detail: { count: file.events.length, format: 'json' }
      })
    );
    for (const { slug, problem } of leftOut)
      terminal.stdout.write(`left out ${slug}: ${problem.path} ${problem.message}\n`);
    terminal.stdout.write(`exported: ${file.events.length} events, ${file.people.length} people\n`);
  });
}

/** One line per person and event, so that two exports can be compared. */
async function writeJson(path: string, file: ExportFile, terminal: Terminal): Promise<void> {
  const onProgress = progressBar(terminal, 'exporting');
  const total = file.people.length + file.events.length;
  let done = 0;
  const lines = (items: object[]) =>
    items.map((item) => {
      onProgress((done += 1), total);
      return `    ${JSON.stringify(item)}`;
    });
  const list = (items: object[]) =>
    items.length > 0 ? `[\n${lines(items).join(',\n')}\n  ]` : '[]';
  const text = `{\n  "people": ${list(file.people)},\n  "events": ${list(file.events)}\n}\n`;
  try {
    await writeWhole(path, (partial) => writeFile(partial, text, { mode: 0o600 }));
  } catch (error) {
    throw new CommandError(
      `${path}: cannot be written (${error instanceof Error ? error.message : error})`,
      { cause: error }
    );
  }
}
