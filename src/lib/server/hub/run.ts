import { readConfig, ConfigError } from '../config.ts';
import { BusyError } from '../db/transaction.ts';
import { UnknownSchemaError } from '../db/migrate.ts';
import { backUp, restore } from './backup.ts';
import { CommandError, UsageError, type Command, type Terminal } from './command.ts';
import { runDoctor } from './doctor.ts';
import { runErase } from './erase.ts';
import { exportFile } from './export-file.ts';
import { importFile } from './import-file.ts';
import { disableUser } from './disable-user.ts';
import { runPurge } from './purge.ts';
import { rotateKeys } from './rotate-keys.ts';
import { addUser, listUsers } from './users.ts';

const COMMANDS: Record<string, Command> = {
  import: importFile,
  export: exportFile,
  'user add': addUser,
  'user list': listUsers,
  'user disable': disableUser,
  backup: backUp,
  restore,
  purge: runPurge,
  erase: runErase,
  'keys rotate': rotateKeys,
  doctor: runDoctor
};

const USAGE = `usage: npm run hub -- <command>
  import FILE                                    people and events from a JSON file, all or nothing
  export FILE                                    people and events in the form that import takes
  user add --email E --name N --role ROLE [--event SLUG]
                                                 ROLE: admin, organizer, moderator, interpreter;
                                                 the password is read from standard input;
                                                 without one, a one-time link is printed
  user list                                      who can sign in
  user disable EMAIL                             ends a sign-in at once, open pages included
  backup FILE                                    database, keys and uploads as one archive, while the hub runs
  restore FILE                                   puts a backup in the place of the data; stop the hub first
  purge                                          deletes personal data of events long over
  erase --email E                                deletes all that is held on one address
  keys rotate                                    seals personal texts anew with a new key
  doctor                                         checks database, key, mail, translation, disk, clock
`;

/** Runs one command. Returns the exit code: 0, 1 after a failure (one line on stderr), 2 after wrong usage. */
export async function runHub(argv: string[], terminal: Terminal): Promise<number> {
  try {
    if (argv[0] === 'help' || argv[0] === '--help') {
      terminal.stdout.write(USAGE);
      return 0;
    }
    const { command, args } = chooseCommand(argv);
    await command(args, terminal, readConfig(terminal.env));
    return 0;
  } catch (error) {
    return explain(error, terminal);
  }
}

function chooseCommand(argv: string[]): { command: Command; args: string[] } {
  for (const words of [2, 1]) {
    const name = argv.slice(0, words).join(' ');
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (command) return { command, args: argv.slice(words) };
  }
  throw new UsageError(
    argv.length === 0 ? 'no command given' : `unknown command: ${argv.slice(0, 2).join(' ')}`
  );
}

function explain(error: unknown, { stderr }: Terminal): number {
  if (error instanceof UsageError) {
    stderr.write(`${oneLine(error.message)}\n${USAGE}`);
    return 2;
  }
  stderr.write(`${oneLine(failureText(error))}\n`);
  return 1;
}

/** Failures that an operator can do something about say so; anything else is named with its place. */
function failureText(error: unknown): string {
  const expected = [CommandError, ConfigError, UnknownSchemaError, BusyError].some(
    (kind) => error instanceof kind
  );
  if (!(error instanceof Error)) return `failed: ${String(error)}`;
  return expected
    ? error.message
    : `failed: ${error.message} ${error.stack?.split('\n')[1]?.trim() ?? ''}`;
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').trim();
}
