import * as v from 'valibot';
import { emailSchema } from '../../schema/email.ts';
import type { Config } from '../config.ts';
import { disableStaff, type DisableOutcome } from '../staff/disable.ts';
import { findStaffByEmail } from '../staff/users.ts';
import { CommandError, UsageError, type Terminal } from './command.ts';
import { readArguments } from './read-arguments.ts';
import { withContext } from './with-context.ts';

type Refusal = Extract<DisableOutcome, { ok: false }>['code'];
const REFUSALS: Record<Refusal, string> = {
  forbidden: 'this is not yours to do',
  not_found: 'there is no such sign-in',
  last_admin: 'is the only admin: add another one first'
};

/** `user disable EMAIL`: in force at once; a running hub closes the person's sockets within a second. */
export async function disableUser(
  args: string[],
  terminal: Terminal,
  config: Config
): Promise<void> {
  const email = readEmail(args);
  await withContext(config, async (context) => {
    const user = await findStaffByEmail(context.db, email);
    if (!user) throw new CommandError(`${email}: ${REFUSALS.not_found}`);
    const outcome = user.disabled_at
      ? ({ ok: true } as const)
      : await disableStaff(context, null, user.id);
    if (!outcome.ok) throw new CommandError(`${email}: ${REFUSALS[outcome.code]}`);
  });
  terminal.stdout.write(`disabled ${email}\n`);
}

/** The address stands alone, or after `--email` as with the other commands. */
function readEmail(args: string[]): string {
  const { values, positionals } = readArguments({
    args,
    allowPositionals: true,
    options: { email: { type: 'string' } }
  });
  const given = [...positionals, ...(values.email === undefined ? [] : [values.email])];
  const email = v.safeParse(emailSchema, given[0]);
  if (given.length !== 1 || !email.success)
    throw new UsageError('user disable needs one e-mail address');
  return email.output;
}
