import * as v from 'valibot';
import { pathIn } from '../../i18n/paths.ts';
import { emailSchema } from '../../schema/email.ts';
import { requiredText } from '../../schema/text.ts';
import type { Config } from '../config.ts';
import type { Executor, StaffRole } from '../db/schema.ts';
import {
  createStaffUser,
  listStaffUsers,
  type CreateStaffUserOutcome,
  type RoleGrant
} from '../staff/users.ts';
import { CommandError, UsageError, type Terminal } from './command.ts';
import { readArguments } from './read-arguments.ts';
import { readPassword } from './read-password.ts';
import { withContext } from './with-context.ts';

const ROLES = [
  'admin',
  'organizer',
  'moderator',
  'interpreter'
] as const satisfies readonly StaffRole[];
/** An admin of one event is no admin. */
const ROLES_OF_ONE_EVENT: readonly StaffRole[] = ['organizer', 'moderator', 'interpreter'];

type Refusal = Extract<CreateStaffUserOutcome, { ok: false }>['code'];
const REFUSALS: Record<Refusal, string> = {
  email_taken: 'this e-mail has a sign-in already',
  password_short: 'the password is too short: give at least 10 characters on standard input',
  password_long: 'the password is too long: give at most 200 characters'
};

/** `user add`: makes a sign-in; the password comes from standard input, else a one-time link is printed. */
export async function addUser(args: string[], terminal: Terminal, config: Config): Promise<void> {
  const { email, name, role, event } = readNewUser(args);
  const password = await readPassword(terminal);
  const outcome = await withContext(config, async (context) => {
    const roles: RoleGrant[] = [
      { role, eventId: event === undefined ? '' : await eventIdOf(context.db, event) }
    ];
    return createStaffUser(context, { email, name, roles, password });
  });
  if (!outcome.ok) throw new CommandError(`${email}: ${REFUSALS[outcome.code]}`);
  terminal.stdout.write(
    `added ${outcome.user.email} as ${role}${event === undefined ? '' : ` of ${event}`}\n`
  );
  if (outcome.link) terminal.stdout.write(`${welcomeAddress(config.origin, outcome.link)}\n`);
}

/** Where the new colleague chooses a password; the link works once, for three days. */
function welcomeAddress(origin: string, token: string): string {
  return origin + pathIn('es', `/staff/welcome/${token}`);
}

/** `user list`: one line per sign-in, by e-mail. */
export async function listUsers(args: string[], terminal: Terminal, config: Config): Promise<void> {
  readArguments({ args, options: {} });
  await withContext(config, async (context) => {
    const slugs = await slugsById(context.db);
    for (const user of await listStaffUsers(context)) {
      const roles = user.roles.map(({ role, eventId }) =>
        eventId ? `${role} of ${slugs.get(eventId) ?? eventId}` : role
      );
      const cells = [
        user.email,
        user.name,
        roles.join(', '),
        user.disabled ? 'disabled' : 'active'
      ];
      terminal.stdout.write(`${cells.join('\t')}\n`);
    }
  });
}

function readNewUser(args: string[]) {
  const option = { type: 'string' } as const;
  const { values } = readArguments({
    args,
    options: { email: option, name: option, role: option, event: option }
  });
  const email = v.safeParse(emailSchema, values.email);
  if (!email.success) throw new UsageError('--email needs an e-mail address');
  const name = v.safeParse(requiredText({ max: 100 }), values.name);
  if (!name.success) throw new UsageError('--name needs a name of at most 100 characters');
  const role = ROLES.find((known) => known === values.role);
  if (!role) throw new UsageError(`--role needs one of ${ROLES.join(', ')}`);
  if (values.event !== undefined && !ROLES_OF_ONE_EVENT.includes(role))
    throw new UsageError('an admin is for every event: leave --event out');
  return { email: email.output, name: name.output, role, event: values.event };
}

/** The event, drafts included, by its slug in either language. The staff of a rehearsal is that of its event. */
async function eventIdOf(executor: Executor, slug: string): Promise<string> {
  const rows = await executor
    .selectFrom('event_texts')
    .innerJoin('events', 'events.id', 'event_texts.event_id')
    .select('event_id')
    .distinct()
    .where('slug', '=', slug)
    .where('events.rehearsal_of', 'is', null)
    .execute();
  const [row, ...others] = rows;
  if (!row) throw new CommandError(`--event ${slug}: there is no event with this slug`);
  if (others.length > 0)
    throw new CommandError(
      `--event ${slug}: two events have this slug, each in its language; use the other one`
    );
  return row.event_id;
}

async function slugsById(executor: Executor): Promise<Map<string, string>> {
  const rows = await executor
    .selectFrom('event_texts')
    .select(['event_id', 'slug'])
    .where('lang', '=', 'es')
    .execute();
  return new Map(rows.map((row) => [row.event_id, row.slug]));
}
