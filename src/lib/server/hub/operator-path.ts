import { resolve } from 'node:path';
import { UsageError, type Terminal } from './command.ts';
import { readArguments } from './read-arguments.ts';

/** The one FILE of a command, seen from where the operator is. */
export function readFileArgument(args: string[], terminal: Terminal, command: string): string {
  const { positionals } = readArguments({ args, allowPositionals: true, options: {} });
  const [file, ...rest] = positionals;
  if (!file || rest.length > 0) throw new UsageError(`${command} needs one FILE`);
  return resolve(startFolder(terminal), file);
}

/** npm runs scripts in the project's folder and says where the operator was. */
function startFolder({ env }: Terminal): string {
  return env.INIT_CWD ?? process.cwd();
}
