import { Writable } from 'node:stream';
import { createInterface } from 'node:readline/promises';
import type { Terminal } from './command.ts';

/** The first line of standard input, or null when it is empty; on a terminal it is asked for and not shown. */
export async function readPassword({ stdin, stderr }: Terminal): Promise<string | null> {
  const asking = stdin.isTTY === true;
  if (asking) stderr.write('Password (empty for a one-time link): ');
  // Editing keys work as usual, but what the line editor would echo goes nowhere.
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output: silent, terminal: asking });
  const password = await firstLine(lines);
  if (asking) stderr.write('\n');
  return password || null;
}

async function firstLine(lines: ReturnType<typeof createInterface>): Promise<string> {
  return new Promise((resolve) => {
    lines.once('line', (line) => {
      resolve(line);
      lines.close();
    });
    lines.once('SIGINT', () => lines.close());
    lines.once('close', () => resolve(''));
  });
}
