import type { Config } from '../config.ts';
import { checkClock, checkZones } from './checks/clock.ts';
import { checkDatabase, checkDurability } from './checks/database.ts';
import { checkDisk } from './checks/disk.ts';
import { checkKey } from './checks/key.ts';
import { checkMail } from './checks/mail.ts';
import { checkTranslator } from './checks/translator.ts';
import { CommandError, type Terminal } from './command.ts';
import { readArguments } from './read-arguments.ts';

/** One thing that can be wrong. Returns what is well, or throws with what is not and the remedy. */
type Check = (config: Config) => Promise<string>;

const CHECKS: Record<string, Check> = {
  database: checkDatabase,
  durability: checkDurability,
  key: checkKey,
  mail: checkMail,
  translator: checkTranslator,
  disk: checkDisk,
  clock: checkClock,
  zones: checkZones
};

/** `doctor`: a line per check; changes nothing, and fails when one of them does. */
export async function runDoctor(args: string[], terminal: Terminal, config: Config): Promise<void> {
  readArguments({ args, options: {} });
  const failed: string[] = [];
  for (const [name, check] of Object.entries(CHECKS)) {
    const { well, text } = await outcomeOf(check, config);
    if (!well) failed.push(name);
    terminal.stdout.write(`${well ? 'ok  ' : 'FAIL'} ${name.padEnd(10)} ${text}\n`);
  }
  if (failed.length > 0) throw new CommandError(`trouble with: ${failed.join(', ')}`);
}

async function outcomeOf(check: Check, config: Config): Promise<{ well: boolean; text: string }> {
  try {
    return { well: true, text: await check(config) };
  } catch (error) {
    return {
      well: false,
      text: (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ')
    };
  }
}
