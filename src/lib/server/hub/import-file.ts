import { readFile } from 'node:fs/promises';
import type { Config } from '../config.ts';
import { importHub } from '../events/import-events.ts';
import type { ImportProblem } from '../events/import-problems.ts';
import { CommandError, type Terminal } from './command.ts';
import { lineOfPath } from './line-of-path.ts';
import { readFileArgument } from './operator-path.ts';
import { progressBar } from './progress-bar.ts';
import { withContext } from './with-context.ts';

/** `import FILE`: people and events; a bad file changes nothing, and its first mistake is named with line and field. */
export async function importFile(
  args: string[],
  terminal: Terminal,
  config: Config
): Promise<void> {
  const file = readFileArgument(args, terminal, 'import');
  const text = await readText(file);
  const json = parseJson(file, text);
  const onProgress = progressBar(terminal, 'importing');
  const outcome = await withContext(config, (context) => importHub(context, json, onProgress));
  if (!outcome.ok)
    throw new CommandError(
      `${file}: ${describeProblems(outcome.problems, text)}; nothing was imported`
    );
  const { created, updated, people } = outcome;
  terminal.stdout.write(`imported: ${created} new events, ${updated} updated, ${people} people\n`);
}

async function readText(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    throw new CommandError(
      `${file}: cannot be read (${error instanceof Error ? error.message : error})`,
      { cause: error }
    );
  }
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CommandError(
      `${file}: is not JSON (${error instanceof Error ? error.message : error})`,
      { cause: error }
    );
  }
}

function describeProblems(problems: ImportProblem[], text: string): string {
  const [first] = problems;
  if (!first) return 'is refused';
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  return `line ${lineOfPath(text, first.path)}: ${first.path} ${first.message}${more}`;
}
