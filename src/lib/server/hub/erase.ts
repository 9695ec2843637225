import * as v from 'valibot';
import { emailSchema } from '../../schema/email.ts';
import type { Config } from '../config.ts';
import { inTransaction } from '../db/transaction.ts';
import { erasePerson } from '../privacy/erase.ts';
import { personByEmail } from '../privacy/held-by-person.ts';
import { audit } from '../staff/audit.ts';
import { UsageError, type Terminal } from './command.ts';
import { readArguments } from './read-arguments.ts';
import { withContext } from './with-context.ts';

/** `erase`: everything held on one address, for somebody who asks the operator instead of their own page. */
export async function runErase(args: string[], terminal: Terminal, config: Config): Promise<void> {
  const { values } = readArguments({ args, options: { email: { type: 'string' } } });
  const email = v.safeParse(emailSchema, values.email);
  if (!email.success) throw new UsageError('--email needs an e-mail address');
  const { rsvps } = await withContext(config, async (context) => {
    const erased = await erasePerson(context, personByEmail(context, email.output));
    const detail = { count: erased.rsvps };
    await inTransaction(context.db, (trx) =>
      audit(trx, context, { actor: null, what: 'data_erased', eventId: null, detail })
    );
    return erased;
  });
  terminal.stdout.write(`erased ${rsvps} RSVPs, their questions and mails\n`);
}
